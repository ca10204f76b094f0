#pragma once

#include <cstddef>

#include "app/sweep_options.hpp"
#include "app/sweep_plan.hpp"
#include "base/exit_code.hpp"
#include "report/outputs.hpp"
#include "sweep/selection_report.hpp"

namespace nntrain {

/// How the rows of a results file came about.
struct SweepEffort {
  std::size_t kept = 0;  ///< the rows that were there before
  double seconds = 0;    ///< of all others together
};

/// Tells which settings are the best, from the results file. Trains the chosen one once more, if there are
/// test rows or --save. Returns 4 if there is no best one, 3 if an output is lost. Throws Error.
ExitCode tell_result(const SweepOptions& options, SweepPlan& plan, const SweepEffort& effort);

/// Counts the rows of the results file by their status.
void count_rows(SweepReport& report);

/// Writes the report to standard output and its warnings to standard error. Returns false if nobody reads it.
bool write_sweep_report(const SweepReport& report, const ReportOutputs& outputs);

}  // namespace nntrain
