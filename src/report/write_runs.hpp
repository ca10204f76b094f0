#pragma once

#include <string>
#include <vector>

#include "report/outputs.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// What is said of the result besides its numbers and verdicts: warnings, runs that are left out of the
/// numbers, and files that are not whole.
std::vector<std::string> remarks_on(const RunsResult& result, const ReportOutputs& outputs);

/// Writes the result to standard output; then to standard error warnings, the verdicts on the asserts, and
/// how the runs ended. `fields` are those of outputs.print. Returns false if nobody reads standard output.
bool write_report(const RunsResult& result, const std::string& command, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields);

}  // namespace nntrain
