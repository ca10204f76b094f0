#include "report/write_runs.hpp"

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/fields.hpp"
#include "report/markdown_report.hpp"
#include "report/runs_report.hpp"
#include "report/write_report.hpp"

namespace nntrain {
namespace {

std::string report_of(const RunsResult& result, const std::string& command, const ReportOutputs& outputs,
                      const std::vector<std::string>& fields) {
  if (!fields.empty()) return fields_text(fields, lookup_in(source_of(result)), outputs.format);
  return in_format(
      outputs.format, [&] { return runs_text(result); }, [&] { return runs_json(result, command); },
      [&] { return markdown_report(result, command); });
}

std::string runs_comments(const RunsResult& result, const ReportOutputs& outputs) {
  std::string text;
  if (!outputs.quiet) {
    for (const std::string& warning : result.warnings) text += "nntrain: warning: " + warning + "\n";
  }
  if (const std::string diverged = diverged_text(result); !diverged.empty())
    text += "nntrain: " + diverged + "\n";
  if (noted_signal() != 0) {
    text += fmt::format("nntrain: stopped by {}; {} of {} had ended\n", stop_signal(noted_signal()).name,
                        result.ended(), counted(result.runs.count(), "run"));
  }
  text += verdicts(result.asserts, outputs.quiet);
  const bool has_failed = exit_code(result.asserts) != ExitCode::kDone;
  if (has_failed && result.runs.is_cv() && !result.final && !outputs.save.empty())
    text += fmt::format("nntrain: asserts failed; no final model is trained, and {} is not written\n",
                        shown_path(outputs.save));
  if (!result.parts.empty()) {
    text += fmt::format("nntrain: {}{}\n", has_failed ? "asserts failed" : "the result is not finished",
                        parts_text(result.parts));
  }
  return text;
}

}  // namespace

bool write_report(const RunsResult& result, const std::string& command, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields) {
  const std::string text = report_of(result, command, outputs, fields);
  const bool is_read = finds_reader([&] { write_standard_output(text); });
  write_standard_error(runs_comments(result, outputs));
  return is_read;
}

}  // namespace nntrain
