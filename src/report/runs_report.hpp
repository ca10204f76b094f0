#pragma once

#include <string>
#include <vector>

#include "report/outputs.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// The result of several runs for people: `key: value` lines, then a line for each run.
std::string runs_text(const RunsResult& result);

/// The same as one JSON object with the schema nntrain.runs/1.
std::string runs_json(const RunsResult& result, const std::string& command);

/// Writes the result to standard output; then to standard error warnings, the verdicts on the asserts, and
/// how the runs ended. `fields` are those of outputs.print. Returns false if nobody reads standard output.
bool write_report(const RunsResult& result, const std::string& command, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields);

}  // namespace nntrain
