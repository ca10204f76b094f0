#pragma once

#include <cstddef>
#include <vector>

#include "math/block_matrix.hpp"

namespace nntrain {

/// Rows of actual class (row) predicted as (column): C x C counts, row by row.
struct ConfusionMatrix {
  std::size_t classes = 0;
  std::vector<std::size_t> counts;

  std::size_t at(std::size_t actual, std::size_t predicted) const {
    return counts[actual * classes + predicted];
  }
};

/// One class's part of the picture. 0 where a ratio is 0/0, as with scikit-learn's zero_division=0.
struct ClassMeasures {
  std::size_t rows;  ///< of this actual class
  double precision;  ///< share of the rows predicted as this class that are of it
  double recall;     ///< share of the rows of this class that are predicted as it
  double f1;         ///< harmonic mean of the two
};

/// outputs: as predicted_class takes them; targets: N x 1, the class number < classes.
ConfusionMatrix count_confusion(const BlockMatrix& outputs, const BlockMatrix& targets, std::size_t classes);

/// For each class.
std::vector<ClassMeasures> measure_each_class(const ConfusionMatrix& confusion);

}  // namespace nntrain
