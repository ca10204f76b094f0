#include "report/write_report.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/advice.hpp"
#include "report/fields.hpp"
#include "report/json_report.hpp"
#include "report/predictions.hpp"
#include "report/text_report.hpp"

namespace nntrain {
namespace {

std::string report_text(const RunResult& result, const ReportOutputs& outputs,
                        const std::vector<std::string>& fields) {
  if (!fields.empty()) {
    const FieldSource source{result.table, result.model.network, result.fingerprint, result.results, &result};
    return fields_text(fields, lookup_in(source), outputs.format);
  }
  const auto text = [&] {
    std::string report = text_report(result, outputs.weights);
    const bool in_markdown = outputs.trace > 0 && outputs.trace_format == TraceFormat::kMarkdown;
    return in_markdown ? "## Result\n\n```text\n" + report + "```\n" : report;
  };
  return in_format(outputs.format, text, [&] { return json_report(result, outputs.weights); });
}

std::string comments(const RunResult& result, const ReportOutputs& outputs) {
  const bool quiet = outputs.quiet;
  std::string text;
  const bool failed = result.training.stop == StopReason::kDiverged;
  if (!quiet) {
    for (const std::string& warning : result.warnings) text += "nntrain: warning: " + warning + "\n";
  }
  if (failed || !quiet) {
    for (const std::string& advice : advice_on(result)) {
      text += (failed ? "nntrain: " : "nntrain: warning: ") + advice + "\n";
    }
  }
  if (result.training.stop == StopReason::kSignal) {
    text += fmt::format("nntrain: stopped by a signal after {}{}; {}\n",
                        counted(result.training.iterations, "iteration"),
                        result.recipe.restarts > 1 ? " of the best start" : "",
                        outputs.checkpoint.empty() ? "to be able to go on, next time:  --checkpoint FILE"
                                                   : "to go on:  --resume " + shell_word(outputs.checkpoint));
  }
  if (failed && !outputs.save.empty()) {
    text += fmt::format("nntrain: {} is not written: training diverged, so there is no model\n",
                        shown_path(outputs.save));
  }
  if (!quiet && outputs.is_for_people() && result.results.size() == 1) {
    text +=
        "nntrain: hint: these numbers are from training rows only; to measure on other rows:  "
        "--test-fraction 0.2\n";
  }
  return text + verdicts(result.asserts, quiet);
}

}  // namespace

std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet) {
  std::string text;
  for (const AssertionResult& assertion : asserts) {
    if (assertion.passed && quiet) continue;
    text += fmt::format("{} {}: it is {} (n = {})\n", assertion.passed ? "PASS" : "FAIL",
                        assertion.expression, assertion.text, assertion.rows);
  }
  return text;
}

void write_report(const RunResult& result, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields) {
  const bool is_saved = !outputs.save.empty() && result.training.stop != StopReason::kDiverged;
  if (is_saved) write_file(outputs.save, model_text(result));
  if (!outputs.predictions.empty()) {
    write_file(outputs.predictions, predictions_csv(result));
  }
  write_standard_output(report_text(result, outputs, fields));
  std::fputs(comments(result, outputs).c_str(), stderr);
}

}  // namespace nntrain
