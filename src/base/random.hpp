#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace nntrain {

/// What random numbers are drawn for: each purpose has a stream of its own, so that drawing more for one
/// never shifts another. The numbers are part of a seed's meaning and never change.
enum class RandomPurpose : std::uint64_t { kStart = 1, kSplit = 2, kShuffle = 3, kDropout = 4, kBench = 64 };

/// xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), its state
/// filled by splitmix64 from the seed and the purpose. Integer arithmetic alone: the same numbers everywhere.
class RandomStream {
 public:
  /// The stream of a seed for one purpose; of several for the same purpose the one numbered `index`.
  RandomStream(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index = 0);

  /// The next 64 random bits.
  std::uint64_t next();

  /// Uniform over the multiples of 2^-53 in [0, 1).
  double uniform();

  /// Uniform over 0 .. bound - 1, bound >= 1 (Lemire, "Fast random integer generation in an interval", 2019).
  std::uint64_t below(std::uint64_t bound);

  /// Puts `values` in random order: every order is equally likely (Fisher and Yates 1938, Durstenfeld 1964).
  void shuffle(std::span<std::size_t> values);

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace nntrain
