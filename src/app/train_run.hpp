#pragma once

#include <functional>

#include "app/flag_table.hpp"
#include "app/train_options.hpp"
#include "base/exit_code.hpp"
#include "report/telling.hpp"
#include "training/checkpoint_file.hpp"

namespace nntrain {

/// What becomes of a run: its exit code.
using UseRun = std::function<ExitCode(const RunResult& result, const Telling& telling)>;

/// Reads, trains and measures as `options`, to which `flags` are bound, say, and hands on the result. `from`:
/// the checkpoint to go on from, or null.
ExitCode run_training(TrainOptions& options, const FlagTable& flags, const SavedCheckpoint* from,
                      const UseRun& use);

}  // namespace nntrain
