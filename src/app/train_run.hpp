#pragma once

#include <optional>
#include <vector>

#include "app/train_request.hpp"
#include "base/error.hpp"
#include "base/exit_code.hpp"
#include "report/fields.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// What the user asks of the result of such a trial. Throws UsageError for what it will not have.
Queries queries_of(const Outputs& outputs, const Experiment& experiment, const Trial& trial,
                   const Table& table);

/// A result, and the error if the last checkpoint of its run could not be written.
struct TrainedRun {
  RunResult result;
  std::optional<DataError> lost_checkpoint{};
};

/// Trains and measures the trial as requested. Throws UsageError if a requested picture has nothing to show.
TrainedRun train(const TrainRequest& request, const Experiment& experiment, const Trial& trial, Table table);

/// Runs --check-gradients at the trial's first weights. Returns 1 if the gradients differ, else 0.
ExitCode check_gradients(const TrainRequest& request, const Experiment& experiment, const Trial& trial,
                         Table table);

}  // namespace nntrain
