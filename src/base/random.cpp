#include "base/random.hpp"

#include <bit>
#include <utility>

namespace nntrain {
namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

/// The upper and the lower 64 bits of a * b.
std::pair<std::uint64_t, std::uint64_t> multiply(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t a_low = a & 0xffffffffU;
  const std::uint64_t a_high = a >> 32U;
  const std::uint64_t b_low = b & 0xffffffffU;
  const std::uint64_t b_high = b >> 32U;
  const std::uint64_t low = a_low * b_low;
  const std::uint64_t middle = a_high * b_low + (low >> 32U);
  const std::uint64_t carried = a_low * b_high + (middle & 0xffffffffU);
  return {a_high * b_high + (middle >> 32U) + (carried >> 32U), a * b};
}

template <typename T>
void shuffle_values(RandomStream& random, std::span<T> values) {
  for (std::size_t left = values.size(); left > 1; --left) {
    std::swap(values[left - 1], values[random.below(left)]);
  }
}

}  // namespace

void mix_seed(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index,
              std::span<std::uint64_t> words) {
  std::uint64_t mixed = static_cast<std::uint64_t>(purpose);
  mixed = splitmix64(mixed) ^ seed;
  if (index > 0) mixed = splitmix64(mixed) ^ index;
  for (std::uint64_t& word : words) word = splitmix64(mixed);
}

RandomStream::RandomStream(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index) : state_() {
  mix_seed(seed, purpose, index, state_);
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

std::uint64_t RandomStream::below(std::uint64_t bound) {
  for (;;) {
    const auto [high, low] = multiply(next(), bound);
    // 2^64 mod bound of the 2^64 draws are rejected. That is below `bound`: few draws need the slow division.
    if (low >= bound || low >= (0 - bound) % bound) return high;
  }
}

void RandomStream::shuffle(std::span<std::size_t> values) {
  shuffle_values(*this, values);
}

void RandomStream::shuffle(std::span<std::uint32_t> values) {
  shuffle_values(*this, values);
}

}  // namespace nntrain
