#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace nntrain {

/// The purpose of random numbers. Each purpose has its own stream, so more draws for one never shift another.
/// These numbers are a part of what a seed means; they never change.
enum class RandomPurpose : std::uint64_t {
  kStart = 1,
  kSplit = 2,
  kShuffle = 3,
  kDropout = 4,
  kFold = 5,       ///< one stream for each repeat
  kFoldStart = 6,  ///< the seeds for training on the folds; one stream for each repeat
  kPermute = 7,    ///< one stream for each column and shuffle of an importance
  kBootstrap = 8,  ///< one stream for each resample
  kSweep = 9,      ///< which combinations of a sweep are taken
  kBag = 10,       ///< which training rows the networks of an ensemble hold out; one stream for each repeat
  kBench = 64
};

/// Fills `words` with the numbers of splitmix64, mixed from the seed, the purpose and `index`, which selects
/// one of several streams for that purpose. The first four are the state of RandomStream.
void mix_seed(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index, std::span<std::uint64_t> words);

/// xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021). splitmix64
/// fills its state from the seed and the purpose. It uses only integers: the same numbers on every machine.
class RandomStream {
 public:
  /// The stream of a seed for one purpose. `index` selects one of several streams for that purpose.
  RandomStream(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index = 0);

  /// The next 64 random bits.
  std::uint64_t next();

  /// Uniform over the multiples of 2^-53 in [0, 1).
  double uniform();

  /// Uniform over 0 .. bound - 1, bound >= 1 (Lemire, "Fast random integer generation in an interval", 2019).
  std::uint64_t below(std::uint64_t bound);

  /// Shuffles `values`. Every order is equally likely (Fisher and Yates 1938, Durstenfeld 1964).
  void shuffle(std::span<std::size_t> values);
  void shuffle(std::span<std::uint32_t> values);

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace nntrain
