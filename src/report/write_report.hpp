#pragma once

#include <string>
#include <vector>

#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// A line for each assertion; if `quiet`, only for those that failed.
std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet);

/// Writes the model (unless the run diverged), the predictions, and the result to standard output; then
/// warnings and the verdicts on the asserts to standard error. `fields` are those of outputs.print. Throws
/// DataError if one of the first three cannot be written.
void write_report(const RunResult& result, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields);

}  // namespace nntrain
