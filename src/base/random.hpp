#pragma once

#include <array>
#include <cstdint>

namespace nntrain {

/// What random numbers are drawn for: each purpose has a stream of its own, so that drawing more for one
/// never shifts another. The numbers are part of a seed's meaning and never change.
enum class RandomPurpose : std::uint64_t { kStart = 1 };

/// xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), its state
/// filled by splitmix64 from the seed and the purpose. Integer arithmetic alone: the same numbers everywhere.
class RandomStream {
 public:
  /// The stream of a seed for one purpose.
  RandomStream(std::uint64_t seed, RandomPurpose purpose);

  /// The next 64 random bits.
  std::uint64_t next();

  /// Uniform over the multiples of 2^-53 in [0, 1).
  double uniform();

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace nntrain
