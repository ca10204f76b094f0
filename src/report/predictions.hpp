#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "math/block_matrix.hpp"
#include "model/model.hpp"
#include "report/result.hpp"

namespace nntrain {

/// A CSV with a line for every row of --data that was used, in its order. With held-out rows the first column
/// is the row's split. Classes: target, prediction (labels as the data spell them) and the probability of
/// each class (probability:LABEL), or outputs that are no probabilities (output, or output:LABEL). A
/// regression: target, prediction.
std::string predictions_csv(const RunResult& result);

/// What a model says about rows, as cells of a CSV: the class and the probability of each class, or the
/// number.
class PredictionRows {
 public:
  /// "prediction,probability:no,probability:yes"; where outputs are no probabilities "output:no" or, of a
  /// single one, "output".
  static std::string head(const Model& model);

  /// outputs: N x O, of a regression on the target's own scale. Keeps references to both.
  PredictionRows(const Model& model, const BlockMatrix& outputs);

  /// Adds the cells of a row to a line.
  void append(std::string& line, std::size_t row) const;

 private:
  const BlockMatrix& outputs_;
  std::vector<std::string> labels_;  // as cells
  BlockMatrix probabilities_;        // N x C, where the outputs are some
};

}  // namespace nntrain
