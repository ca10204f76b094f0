#pragma once

#include <cstddef>

#include "app/sweep_options.hpp"
#include "app/sweep_plan.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// How the rows of a results file came about.
struct SweepEffort {
  std::size_t kept = 0;  ///< the rows that were there before
  double seconds = 0;    ///< of all others together
};

/// Tells which settings are the best, from the results file; of a shard how its runs ended. Trains the chosen
/// one once more, if there are test rows or --save. Returns 4 if there is no best one, 3 if an output is
/// lost. Throws Error.
ExitCode tell_result(const SweepOptions& options, SweepPlan& plan, const SweepEffort& effort);

/// Writes the page of --report for a sweep that a signal stopped, from the runs that are in the results file.
/// Throws DataError.
void write_stopped_page(const SweepOptions& options, const SweepPlan& plan, const SweepEffort& effort,
                        bool has_rows);

/// Joins the files of --merge, and tells which settings are the best. Returns 1 if runs are missing, 4 if
/// there is no best one. Throws Error.
ExitCode merge_sweep(const SweepOptions& options);

}  // namespace nntrain
