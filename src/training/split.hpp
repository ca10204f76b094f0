#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/workers.hpp"
#include "math/block_matrix.hpp"
#include "metrics/assertion.hpp"
#include "metrics/measure.hpp"
#include "model/model.hpp"
#include "network/loss_gradient.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// Rows of one table with one purpose.
struct SplitSpec {
  std::string name;               ///< "train", "validation" or "test"; other names are only measured
  std::vector<std::size_t> rows;  ///< R row indices of the table, ascending
  std::size_t table = 0;          ///< the index of the table; 0 is the one with the training rows
  bool is_whole = false;          ///< all rows of the table; `rows` is not used
};

/// The rows of a part as numbers for a network. Where ranks share a table, R and the rows are those of this
/// one: see Samples::share.
struct Split {
  std::string name;
  Samples samples;
  BlockMatrix truth;               ///< R x 1: the class index of each row, or its value
  std::vector<std::size_t> rows;   ///< the number of each row in its file, 1-based; dropped rows count
  std::size_t table = 0;           ///< the index of the table
  std::vector<KeptColumn> kept{};  ///< the texts of the R rows
  std::size_t dropped = 0;     ///< rows of a table other than the first that were dropped for missing cells
  bool lacks_weights = false;  ///< that other table has no column of weights, and training had one
};

/// From the training rows to the most held-out ones.
using Splits = std::vector<Split>;

/// The split with the name `name`, or nullptr.
const Split* find_split(const Splits& splits, const std::string& name);

/// The row indices of a part of `table`. Throws std::logic_error if there are none; a rank that shares the
/// table need not have one.
std::vector<std::size_t> rows_of(const SplitSpec& part, const Table& table);

/// The parts of tables in the form for the model. Throws DataError for a cell that the model cannot use,
/// TrainingError for a part with total weight 0.
Splits make_splits(const std::vector<Table>& tables, const std::vector<SplitSpec>& parts, const Model& model,
                   UnseenMode unseen);

/// Reads the table `number` (>= 1) with held-out rows.
using OtherTables = std::function<Table(std::size_t number)>;

/// The same splits, bit by bit, with less memory: clears the cells and the kept texts of `table` and reads
/// the other tables when needed. There is never a second copy of cells in memory. Also throws what `others`
/// throws.
Splits take_splits(Table& table, const OtherTables& others, const std::vector<SplitSpec>& parts,
                   const Model& model, UnseenMode unseen);

/// The metrics of one split.
struct SplitResult {
  Split split;
  BlockMatrix outputs;  ///< R x O; for a regression in the units of the target
  Measures measures;
  RowShare share{};  ///< where ranks share the rows: which of all of them the R ones are

  /// `share`; all rows where no other rank has any.
  RowShare row_share() const { return share.is_shared() ? share : whole(outputs.rows()); }
  /// The rows of all ranks.
  std::size_t all_rows() const { return row_share().all; }
};

/// Measures a model on a split. Computes the loss unless it is given. For a regression, scales the outputs
/// back to the units of the target. If a signal leaves no time, the result is not_measured().
SplitResult measure_split(const Model& model, const Objective& objective, Split split,
                          std::optional<double> loss, Workers& workers);

/// The same for the rows of `result`, with another model: sets its outputs and measures.
void measure_again(SplitResult& result, const Model& model, const Objective& objective, Workers& workers);

/// The metrics that measure_split will compute for parts with these names.
KnownMetrics known_metrics(const std::vector<std::string>& parts, const std::vector<std::string>& labels,
                           Activation output);

}  // namespace nntrain
