#pragma once

#include <string>
#include <vector>

#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// A line for each assertion; if `quiet`, only for those that failed.
std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet);

/// Writes the model and the predictions, by write_result() (neither if training diverged), and the result to
/// standard output. Then writes to standard error warnings, the verdicts on the asserts, and how the run
/// ended. `fields` are those of outputs.print. An output that cannot be written is added to result.lost, and
/// the others are written.
void write_report(RunResult& result, const ReportOutputs& outputs, const std::vector<std::string>& fields);

}  // namespace nntrain
