#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dataset/table.hpp"
#include "math/block_matrix.hpp"
#include "model/model.hpp"
#include "report/result.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// The header of a CSV of predictions. Its columns are row, split, the target, prediction, those of the
/// outputs, and the kept ones. The outputs of classes are probability:LABEL for each class; if they are no
/// probabilities, output:LABEL, or output for a single one. A regression has none.
struct PredictionHeader {
  std::string line;                  ///< with its line end
  std::vector<std::string> renamed;  ///< a sentence for each column of the data that gets another name
};

/// The header for a model's predictions. Of two columns with the same name, the later one gets _2 (_3 ...);
/// the target and kept columns give way to the others. `has_folds`: repeat and fold follow after split.
PredictionHeader prediction_header(const Model& model, const std::vector<KeptColumn>& kept,
                                   bool has_folds = false);

/// Writes rows and their predictions as lines of such a CSV.
class PredictionLines {
 public:
  /// outputs: N x O; of a regression on the target's own scale. `kept`: texts of the same N rows. Keeps
  /// references to both.
  PredictionLines(const Model& model, const BlockMatrix& outputs, const std::vector<KeptColumn>& kept);

  /// Appends a line. `row` is the index among the N rows, `number` that in the file (1-based). `place`: the
  /// cells of split, repeat and fold, as the header has them.
  void append(std::string& csv, std::size_t row, std::size_t number, std::string_view place,
              std::string_view target) const;

 private:
  const BlockMatrix& outputs_;
  const std::vector<KeptColumn>& kept_;
  std::vector<std::string> labels_;  // as CSV cells
  Threshold threshold_;
  BlockMatrix probabilities_;  // N x C; empty if the outputs are not probabilities
};

/// The lines of a run: one for each used row of --data in file order, then for those of the files of
/// --validation and --test. Where ranks share the rows, those of this rank.
class RunLines {
 public:
  /// Keeps a reference.
  explicit RunLines(const RunResult& result);

  std::size_t size() const { return places_.size(); }
  /// Of line `i`: the index of its table, and the number of its row there.
  std::pair<std::size_t, std::size_t> row_of(std::size_t i) const {
    return {places_[i].table, places_[i].row};
  }
  void append(std::string& csv, std::size_t i) const;

 private:
  /// Where the prediction for a row is.
  struct Place {
    std::size_t table;
    std::size_t row;  // its number in the file
    std::size_t result;
    std::size_t position;  // in the split
  };

  const RunResult& result_;
  std::vector<std::string> labels_;
  std::vector<PredictionLines> lines_;  // of each split
  std::vector<Place> places_;
};

/// The CSV of a run: a line for each used row of --data in file order, then those of the files of
/// --validation and --test.
std::string predictions_csv(const RunResult& result);

/// The CSV of a cross-validation: for each repeat a line for each row that a fold held out, in file order;
/// then the test rows of the final model, if there are any.
std::string predictions_csv(const RunsResult& result);

}  // namespace nntrain
