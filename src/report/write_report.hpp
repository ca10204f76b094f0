#pragma once

#include <string>
#include <vector>

#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// A line for each assertion; if `quiet`, only for those that failed.
std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet);

/// "; the model: m.json.part", for each part.
std::string parts_text(const std::vector<Part>& parts, bool are_so_far = false);

/// Writes the model and the predictions by write_result(); neither if training diverged, or
/// a signal stopped it in the first iteration. What the signal leaves no time for is RunResult::skipped. An
/// output that cannot be written is lost (RunResult::lose), and the others are written.
std::vector<Part> write_results(RunResult& result, const ReportOutputs& outputs);

/// What is said of the result besides its numbers, its verdicts and the advice: warnings, hints, files that
/// are not written, and how the run ended.
std::vector<std::string> remarks_on(const RunResult& result, const ReportOutputs& outputs,
                                    const std::vector<Part>& parts);

/// Writes the result to standard output; then to standard error warnings, the verdicts on the asserts, and
/// how the run ended, with its parts. `fields` are those of outputs.print.
void write_report(RunResult& result, const ReportOutputs& outputs, const std::vector<std::string>& fields,
                  const std::vector<Part>& parts);

}  // namespace nntrain
