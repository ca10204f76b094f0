#pragma once

#include <cstddef>

namespace nntrain {

/// The lanes of a sum: lane r % kLanes adds row r of a block. This is a part of the definition of every sum
/// and does not depend on the vector width of the processor.
inline constexpr std::size_t kLanes = 8;

/// The rows of a block, the leaf of the summation tree. The activations of a block fit in the cache.
inline constexpr std::size_t kBlockRows = 128;

/// The number of packs of kLanes rows that `rows` rows of a block need; the last one may be partly full.
constexpr std::size_t packs_of(std::size_t rows) {
  return (rows + kLanes - 1) / kLanes;
}

}  // namespace nntrain
