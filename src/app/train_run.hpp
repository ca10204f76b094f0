#pragma once

#include <vector>

#include "app/train_request.hpp"
#include "base/exit_code.hpp"
#include "report/fields.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// What the user asks of the result of such a trial. Throws UsageError for what it will not have.
Queries queries_of(const Outputs& outputs, const Experiment& experiment, const Trial& trial,
                   const Table& table);

/// Trains and measures the trial as requested. From now on the first signal is noted (note_first_signal), for
/// the result so far. A log, trace or checkpoint that cannot be written is in the
/// result's `lost`, and training goes on. Throws UsageError if a requested picture has nothing to show.
RunResult train(const TrainRequest& request, const Experiment& experiment, const Trial& trial, Table table);

/// Runs --check-gradients at the trial's first weights. Returns 1 if the gradients differ, else 0.
ExitCode check_gradients(const TrainRequest& request, const Experiment& experiment, const Trial& trial,
                         Table table);

}  // namespace nntrain
