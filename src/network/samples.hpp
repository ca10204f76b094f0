#pragma once

#include "math/block_matrix.hpp"

namespace nntrain {

/// Rows as a network learns from them.
struct Samples {
  BlockMatrix inputs;       ///< N x I
  BlockMatrix targets;      ///< N x O
  BlockMatrix weights;      ///< N x 1: how much a row counts; N x 0 where every row counts once
  double total_weight = 0;  ///< the sum of the weights: N where every row counts once

  std::size_t rows() const { return inputs.rows(); }
  const double* block_weights(std::size_t block) const {
    return weights.columns() > 0 ? weights.block(block) : nullptr;
  }
};

}  // namespace nntrain
