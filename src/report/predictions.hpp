#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "math/block_matrix.hpp"
#include "model/model.hpp"
#include "report/result.hpp"

namespace nntrain {

/// A CSV with one line for each used row of --data, in their order. With held-out rows, the first column is
/// the row's split. Classes: target, prediction (labels as in the data) and the probability of each class
/// (probability:LABEL), else its output (output:LABEL or output). Regression: target, prediction.
std::string predictions_csv(const RunResult& result);

/// The predictions for rows as CSV cells: the class and the probability of each class, or the number.
class PredictionRows {
 public:
  /// The header: "prediction,probability:no,probability:yes". For outputs that are no probabilities
  /// "output:no" or, for a single one, "output".
  static std::string head(const Model& model);

  /// outputs: N x O; of a regression on the target's own scale. Keeps a reference to them.
  PredictionRows(const Model& model, const BlockMatrix& outputs);

  /// Appends the cells of a row to a line.
  void append(std::string& line, std::size_t row) const;

 private:
  const BlockMatrix& outputs_;
  std::vector<std::string> labels_;  // as CSV cells
  BlockMatrix probabilities_;        // N x C; empty if the outputs are not probabilities
};

}  // namespace nntrain
