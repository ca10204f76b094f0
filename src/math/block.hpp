#pragma once

#include <cstddef>

namespace nntrain {

/// Lanes of a sum: row r of a block is added in lane r % kLanes. A part of the definition of every sum,
/// whatever the processor's vectors hold.
inline constexpr std::size_t kLanes = 8;

/// Rows of a block: the leaf of the summation tree, small enough that a block's activations stay in the
/// cache.
inline constexpr std::size_t kBlockRows = 128;

/// Rows are computed in packs of kLanes: the number of packs that `rows` rows of a block need.
constexpr std::size_t packs_of(std::size_t rows) {
  return (rows + kLanes - 1) / kLanes;
}

}  // namespace nntrain
