#pragma once

#include <optional>
#include <vector>

#include "app/train_request.hpp"
#include "base/error.hpp"
#include "base/exit_code.hpp"
#include "report/fields.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// What is asked of the result of such a trial; throws UsageError for what it will not have.
Queries queries_of(const Outputs& outputs, const Experiment& experiment, const Trial& trial,
                   const Table& table);

/// A result, and why the last checkpoint of its run could not be written, if it could not.
struct TrainedRun {
  RunResult result;
  std::optional<DataError> lost_checkpoint{};
};

/// Trains and measures the trial: watched, interrupted by signals, and with checkpoints, where those are
/// asked for. Throws UsageError where a picture is asked for that there is nothing to draw of.
TrainedRun train(const TrainRequest& request, const Experiment& experiment, const Trial& trial, Table table,
                 const std::vector<Assertion>& asserts);

/// Does what --check-gradients asks for, at the trial's first weights: 1 if the gradients differ, else 0.
ExitCode check_gradients(const TrainRequest& request, const Experiment& experiment, const Trial& trial,
                         Table table);

}  // namespace nntrain
