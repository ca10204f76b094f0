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

/// Rows of one table that are used for one purpose.
struct Part {
  std::string name;               ///< "train", "validation" or "test"; others are measured only
  std::vector<std::size_t> rows;  ///< R numbers of rows of the table, ascending
  std::size_t table = 0;          ///< which one, of several: 0 is the one trained on
  bool is_whole = false;          ///< all rows of the table in place of `rows`
};

/// Those rows as a network learns from them.
struct Split {
  std::string name;
  Samples samples;
  BlockMatrix truth;              ///< R x 1: the class number of each row, or its value
  std::vector<std::size_t> rows;  ///< their numbers in the first table; none if they are of another one
  std::size_t dropped = 0;        ///< rows of that other table that were left out for missing cells
};

/// From the least to the most held-out: the rows trained on are the first.
using Splits = std::vector<Split>;

/// The split called `name`, or null.
const Split* find_split(const Splits& splits, const std::string& name);

/// The numbers of the rows of a part of `table`. Throws std::logic_error where there are none.
std::vector<std::size_t> rows_of(const Part& part, const Table& table);

/// The parts of tables as the model sees them. Throws DataError for a cell that it cannot use, TrainingError
/// for a part that weighs nothing.
Splits make_splits(const std::vector<Table>& tables, const std::vector<Part>& parts, const Model& model,
                   UnseenMode unseen);

/// Reads a table that rows are held out in, by its number from 1 on.
using OtherTables = std::function<Table(std::size_t number)>;

/// The same, to the bit, of a table that is left without cells, and of others that are read when they are
/// needed: no second copy of cells is in memory at any time. Throws what `others` throws, too.
Splits take_splits(Table& table, const OtherTables& others, const std::vector<Part>& parts,
                   const Model& model, UnseenMode unseen);

/// What was measured on one split.
struct SplitResult {
  Split split;
  BlockMatrix outputs;  ///< R x O; of a regression on the target's own scale
  Measures measures;
};

/// Measures a model on a split; its loss is computed where it is not known. Of a regression the outputs are
/// brought back to the target's own scale.
SplitResult measure_split(const Model& model, const Objective& objective, Split split,
                          std::optional<double> loss, Workers& workers);

/// The metrics that measure_split will find on parts with these names.
KnownMetrics known_metrics(const std::vector<std::string>& parts, const std::vector<std::string>& labels,
                           Activation output);

}  // namespace nntrain
