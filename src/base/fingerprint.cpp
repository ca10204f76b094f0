#include "base/fingerprint.hpp"

#include <bit>
#include <cstdint>

#include <fmt/format.h>

namespace nntrain {
namespace {

constexpr std::uint64_t kNoBytes = 0xcbf29ce484222325U;

std::uint64_t add_byte(std::uint64_t hash, std::uint64_t byte) {
  return (hash ^ byte) * 0x100000001b3U;
}

}  // namespace

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = kNoBytes;
  for (const char c : bytes) hash = add_byte(hash, static_cast<unsigned char>(c));
  return hash;
}

std::string fingerprint(std::span<const double> values) {
  std::uint64_t hash = kNoBytes;
  for (const double value : values) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned shift = 0; shift < 64; shift += 8) hash = add_byte(hash, (bits >> shift) & 0xffU);
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace nntrain
