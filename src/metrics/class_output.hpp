#pragma once

#include <cstddef>

#include "math/block_matrix.hpp"

namespace nntrain {

/// What the outputs say about a row's class. outputs: N x 1 (two classes: above 0.5 is class 1, 0.5 itself
/// and NaN are class 0) or N x C (the largest, the first of equals).
std::size_t predicted_class(const BlockMatrix& outputs, std::size_t row);

/// The probability of each class, N x C, rows that sum to 1. outputs: N x 1, the sigmoid y of two classes
/// (gives 1 - y, y), or N x C >= 2 of numbers >= 0: rows that sum to 1 up to rounding, as those of a softmax
/// do, stay as they are, others (a sigmoid for each class) are divided by their sum; 1/C each where all are
/// 0.
BlockMatrix class_probabilities(const BlockMatrix& outputs);

}  // namespace nntrain
