#include "math/random_lanes.hpp"

#include <array>
#include <cstddef>

namespace nntrain {

RandomLanes random_lanes(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index) {
  constexpr std::size_t kWords = 4;
  std::array<std::uint64_t, kLanes * kWords> words{};
  mix_seed(seed, purpose, index, words);
  RandomLanes lanes{};
  for (std::size_t l = 0; l < kLanes; ++l) {
    for (std::size_t w = 0; w < kWords; ++w) lanes.s[w][l] = words[l * kWords + w];
  }
  return lanes;
}

}  // namespace nntrain
