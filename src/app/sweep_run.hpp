#pragma once

#include "app/sweep_options.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// Runs the combinations of a sweep, or of its shard, that have no row in the results file yet. Then tells
/// which are the best, and trains the chosen one once more for its test rows and --save. From now on the
/// first signal is noted. Returns 4 if no run has ended well, or one found no memory. Throws Error.
ExitCode run_sweep(const SweepOptions& options);

}  // namespace nntrain
