#pragma once

#include <string>
#include <vector>

#include "app/train_options.hpp"
#include "metrics/assertion.hpp"
#include "report/result.hpp"
#include "report/telling.hpp"
#include "training/checkpoint_file.hpp"
#include "training/restarts.hpp"
#include "training/split.hpp"

namespace nntrain {

/// Reads --data; a line tells how far that has come, where it is asked for. Throws what read_table throws.
Table read_data(const TrainOptions& options);

/// Which rows of the table are trained on and which are held out.
RowSplit rows_of(const TrainOptions& options, const Table& table);

/// What the user should hear about them: classes that are missing from a part.
std::vector<std::string> warnings_on(const TrainOptions& options, const Table& table, const RowSplit& rows);

/// The model that resolved options ask for, with what its columns and target were found to be in the rows
/// trained on, and without parameters yet. Throws as fit_preprocessing and class_weights.
Model make_model(const TrainOptions& options, const Table& table, const RowSplit& rows);

/// Those rows, and those of --validation and --test, as the network learns from them. The table's
/// cells are taken, not copied. Throws what reading a table throws.
Splits make_splits(const TrainOptions& options, Table& table, const RowSplit& rows, const Model& model);

/// What the user asks of the result; throws UsageError for what a run on these rows will not have.
struct Questions {
  Telling telling;
  std::vector<Assertion> asserts;
};
Questions questions_of(const TrainOptions& options, const Model& model, const Splits& splits);

/// What of the options changes inputs, rows or the first weights, for people: "scale standard, missing mean";
/// "" if nothing does.
std::string preparation_of(const TrainOptions& options);

/// How each start begins: with weights drawn from the seed, or read from --init-from; neither matters to a
/// run that goes on `from` a checkpoint. Keeps references to the first two.
struct Beginning {
  Start start;
  std::string sha256;  ///< of the file read, where it is asked for
};
Beginning beginning_of(const TrainOptions& options, const Model& model, const SavedCheckpoint* from);

/// How many threads are to share the work on `blocks` blocks of rows: as many as were asked for, else as
/// there are, if there are blocks and memory enough for them.
std::size_t threads_for(const TrainOptions& options, const Network& network, std::size_t blocks);

/// Resolved options, as training sees them.
Recipe recipe_of(const TrainOptions& options);

}  // namespace nntrain
