#pragma once

#include <cstddef>
#include <optional>

#include "math/block_matrix.hpp"

namespace nntrain {

/// The least probability of the second of two classes at which a row is predicted to be in it. None: the
/// usual rule, see predicted_class().
using Threshold = std::optional<double>;

/// The class that the outputs predict for a row. outputs: N x 1 for two classes (class 1 above 0.5, else
/// class 0, also for NaN), or N x C (the largest output, the first one on a tie). With a threshold, which
/// needs two classes and probabilities: class 1 if the last output is at least that, else class 0.
inline std::size_t predicted_class(const BlockMatrix& outputs, std::size_t row, const Threshold& threshold) {
  if (threshold) return outputs.at(row, outputs.columns() - 1) >= *threshold ? 1 : 0;
  if (outputs.columns() == 1) return outputs.at(row, 0) > 0.5 ? 1 : 0;
  std::size_t largest = 0;
  for (std::size_t c = 1; c < outputs.columns(); ++c) {
    if (outputs.at(row, c) > outputs.at(row, largest)) largest = c;
  }
  return largest;
}

/// The probability of each class, N x C; rows sum to 1. outputs: N x 1, the sigmoid y for two classes (gives
/// 1 - y, y), or N x C, C >= 2, all >= 0. Rows with sum 1 up to rounding (softmax) stay unchanged. Other rows
/// (one sigmoid per class) are divided by their sum, or become 1/C if all outputs are 0.
BlockMatrix class_probabilities(const BlockMatrix& outputs);

}  // namespace nntrain
