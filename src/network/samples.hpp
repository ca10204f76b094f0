#pragma once

#include "math/block_matrix.hpp"

namespace nntrain {

/// Rows in the form in which a network learns from them.
struct Samples {
  BlockMatrix inputs;       ///< N x I
  BlockMatrix targets;      ///< N x O
  BlockMatrix weights;      ///< N x 1: the row weights; N x 0 if all are 1
  double total_weight = 0;  ///< the sum of the row weights; N if all are 1

  std::size_t rows() const { return inputs.rows(); }
  const double* block_weights(std::size_t block) const {
    return weights.columns() > 0 ? weights.block(block) : nullptr;
  }
};

}  // namespace nntrain
