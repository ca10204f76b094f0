#pragma once

#include <vector>

#include "app/train_request.hpp"
#include "base/exit_code.hpp"
#include "report/junit.hpp"

namespace nntrain {

/// Runs the folds of a cross-validation, or a training for each of --seeds, or both; then trains the final
/// model, if one is asked for, and writes the result. `cases` gets how they ended. Throws Error.
ExitCode run_many(const TrainRequest& request, std::vector<TestCase>& cases);

}  // namespace nntrain
