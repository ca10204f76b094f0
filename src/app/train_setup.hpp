#pragma once

#include <memory>
#include <vector>

#include "app/command_line.hpp"
#include "app/train_options.hpp"
#include "metrics/assertion.hpp"
#include "model/preprocessing.hpp"
#include "report/log_file.hpp"
#include "report/progress_line.hpp"
#include "report/result.hpp"
#include "report/telling.hpp"

namespace nntrain {

/// Fills `options`, to which `flags` are bound, from the command line and its config file, and checks all
/// that can be checked before data are read: the options among themselves, and that the outputs can be
/// written without overwriting an input. Throws UsageError or DataError.
void read_options(const Arguments& arguments, const FlagTable& flags, TrainOptions& options);

/// What the user asks of the result; throws UsageError for what a run on this table will not have.
struct Questions {
  Telling telling;
  std::vector<Assertion> asserts;
};
Questions questions_of(const TrainOptions& options, const Table& table);

/// The weights to start from: drawn from the seed, or those of --init-from.
std::vector<double> start_of(const TrainOptions& options, const Network& network,
                             const Preprocessing& preprocessing);

/// Resolved options, as reports tell them. Keeps a reference to `flags`.
Recipe recipe_of(const TrainOptions& options, const FlagTable& flags);

/// The log and the progress line, where they are asked for. The line is gone when this is.
class Observers {
 public:
  Observers(const TrainOptions& options, const Table& table);

  std::vector<TrainingObserver*> list() const;

 private:
  std::unique_ptr<LogFile> log_;
  std::unique_ptr<ProgressLine> progress_;
};

}  // namespace nntrain
