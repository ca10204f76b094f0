#pragma once

#include "app/train_request.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// Runs the folds of a cross-validation, or a training for each of --seeds, or both; then trains the final
/// model, if one is asked for, and writes the result. Throws Error.
ExitCode run_many(const TrainRequest& request);

}  // namespace nntrain
