#pragma once

#include <cstddef>
#include <vector>

#include "base/random.hpp"
#include "math/block_matrix.hpp"

namespace nntrain::test {

/// Odd and even numbers of rows: 0, around the size of a pack, of batches, and up to a full block.
inline const std::vector<std::size_t> kRowCounts = {0, 1, 7, 8, 9, 30, 64, 65, 127, 128};

inline std::vector<double> random_vector(std::size_t n, RandomStream& random, double radius = 1) {
  std::vector<double> values(n);
  for (double& value : values) value = radius * (2 * random.uniform() - 1);
  return values;
}

/// A whole block; its first rows are random in [-radius, radius].
inline BlockMatrix random_block(std::size_t rows, std::size_t columns, RandomStream& random,
                                double radius = 1) {
  BlockMatrix matrix(columns);
  matrix.grow_to(kBlockRows);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) matrix.set(r, c, radius * (2 * random.uniform() - 1));
  }
  return matrix;
}

/// The defined order of a sum: 8 lanes, then pairs of neighbours. add(i, sum) adds term i of n terms.
template <typename F>
double lane_sum(std::size_t n, const F& add) {
  double lanes[8] = {};
  for (std::size_t i = 0; i < n; ++i) lanes[i % 8] = add(i, lanes[i % 8]);
  for (const std::size_t left : {4U, 2U, 1U}) {
    for (std::size_t l = 0; l < left; ++l) lanes[l] = lanes[2 * l] + lanes[2 * l + 1];
  }
  return lanes[0];
}

}  // namespace nntrain::test
