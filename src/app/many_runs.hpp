#pragma once

#include <vector>

#include "app/train_request.hpp"
#include "base/exit_code.hpp"
#include "report/junit.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// Runs the folds of a cross-validation, or a training for each of --seeds, or both; then trains the final
/// model, if one is asked for, and writes the result. `cases` gets how they ended. Throws Error.
ExitCode run_many(const TrainRequest& asked, std::vector<TestCase>& cases);

/// Runs the folds of a cross-validation on its tables: that of --data, then those of held-out rows that the
/// folds share. Then trains the final model, if one is asked for; writes nothing. Throws Error.
RunsResult cross_validate(const TrainRequest& asked, std::vector<Table> tables);

}  // namespace nntrain
