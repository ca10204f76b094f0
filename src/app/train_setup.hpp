#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.hpp"
#include "app/train_options.hpp"
#include "base/error.hpp"
#include "metrics/assertion.hpp"
#include "report/log_file.hpp"
#include "report/progress_line.hpp"
#include "report/result.hpp"
#include "report/telling.hpp"
#include "training/checkpoint_file.hpp"
#include "training/restarts.hpp"
#include "training/split.hpp"

namespace nntrain {

/// Fills `options`, to which `flags` are bound, from the command line, its config file, and its preset or the
/// checkpoint that it resumes, which is returned. Checks all that can be checked before data are read: the
/// options among themselves, and that the outputs can be written without overwriting an input. Throws
/// UsageError, DataError or ModelError.
std::optional<SavedCheckpoint> read_options(const Arguments& arguments, const FlagTable& flags,
                                            TrainOptions& options);

/// The checks, and what follows from the options, for options that come from elsewhere. Throws UsageError or
/// DataError.
void complete_options(TrainOptions& options);

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

/// The log and the progress line, where they are asked for. The line is gone when this is.
class Observers {
 public:
  Observers(const TrainOptions& options, const Table& table, const Splits& splits);

  std::vector<TrainingObserver*> list() const;

 private:
  std::unique_ptr<LogFile> log_;
  std::unique_ptr<ProgressLine> progress_;
};

/// What training came to, and why its last checkpoint could not be written, if it could not.
struct WatchedTraining {
  TrainingResult result;
  std::optional<DataError> lost;
};

/// Trains the model's parameters: watched, interrupted by signals, and with checkpoints, where those are
/// asked for; `from`: where to go on, or null.
WatchedTraining train_watched(const TrainOptions& options, const Table& table, const Splits& splits,
                              const Recipe& recipe, const Beginning& beginning, const Checkpoint* from,
                              const std::function<void(JsonWriter&)>& write_receipt, Model& model,
                              ThreadPool& pool);

}  // namespace nntrain
