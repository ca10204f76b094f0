#include "base/random.hpp"

#include <bit>

namespace nntrain {
namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, RandomPurpose purpose) : state_() {
  std::uint64_t mixed = static_cast<std::uint64_t>(purpose);
  mixed = splitmix64(mixed) ^ seed;
  for (std::uint64_t& word : state_) word = splitmix64(mixed);
}

std::uint64_t RandomStream::next() {
  auto& s = state_;
  const std::uint64_t result = std::rotl(s[1] * 5, 7) * 9;
  const std::uint64_t t = s[1] << 17U;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = std::rotl(s[3], 45);
  return result;
}

double RandomStream::uniform() {
  return static_cast<double>(next() >> 11U) * 0x1p-53;
}

}  // namespace nntrain
