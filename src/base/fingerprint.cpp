#include "base/fingerprint.hpp"

#include <bit>
#include <cstdint>

#include <fmt/format.h>

namespace nntrain {

std::string fingerprint(std::span<const double> values) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const double value : values) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned shift = 0; shift < 64; shift += 8) {
      hash = (hash ^ ((bits >> shift) & 0xffU)) * 0x100000001b3U;
    }
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace nntrain
