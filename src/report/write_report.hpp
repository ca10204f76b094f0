#pragma once

#include <string>
#include <vector>

#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// A line for each assertion, or for those that failed.
std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet);

/// Writes the model (of a run that has not diverged), the predictions, the result to standard output, then to
/// standard error warnings and the verdicts of asserts. `fields`: those of outputs.print. Throws DataError
/// where one of the first three cannot be written.
void write_report(const RunResult& result, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields);

}  // namespace nntrain
