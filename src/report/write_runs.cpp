#include "report/write_runs.hpp"

#include <utility>

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

/// The runs that diverged, and those that a signal left out.
std::vector<std::string> remarks_on_runs(const RunsResult& result) {
  std::vector<std::string> remarks;
  if (std::string diverged = diverged_text(result); !diverged.empty()) remarks.push_back(std::move(diverged));
  if (noted_signal() != 0) {
    remarks.push_back(fmt::format("stopped by {}; {} of {} had ended", stop_signal(noted_signal()).name,
                                  result.ended(), counted(result.runs.count(), "run")));
  }
  return remarks;
}

/// The files that asserts or a signal left out, or cut short.
std::vector<std::string> remarks_on_files(const RunsResult& result, const ReportOutputs& outputs) {
  std::vector<std::string> remarks;
  const bool has_failed = exit_code(result.asserts) != ExitCode::kDone;
  if (has_failed && result.runs.is_cv() && !result.final && !outputs.save.empty())
    remarks.push_back(fmt::format("asserts failed; no final model is trained, and {} is not written",
                                  shown_path(outputs.save)));
  if (!result.parts.empty()) {
    remarks.push_back(fmt::format("{}{}", has_failed ? "asserts failed" : "the result is not finished",
                                  parts_text(result.parts)));
  }
  return remarks;
}

std::string runs_comments(const RunsResult& result, const ReportOutputs& outputs) {
  std::string text;
  if (!outputs.quiet) {
    for (const std::string& warning : result.warnings) text += "nntrain: warning: " + warning + "\n";
  }
  for (const std::string& remark : remarks_on_runs(result)) text += fmt::format("nntrain: {}\n", remark);
  text += verdicts(result.asserts, outputs.quiet);
  for (const std::string& remark : remarks_on_files(result, outputs))
    text += fmt::format("nntrain: {}\n", remark);
  return text;
}

}  // namespace

std::vector<std::string> remarks_on(const RunsResult& result, const ReportOutputs& outputs) {
  std::vector<std::string> remarks = result.warnings;
  for (std::string& remark : remarks_on_runs(result)) remarks.push_back(std::move(remark));
  for (std::string& remark : remarks_on_files(result, outputs)) remarks.push_back(std::move(remark));
  return remarks;
}

bool write_report(const RunsResult& result, const std::string& command, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields) {
  const std::string text = report_of(result, command, outputs, fields);
  const bool is_read = finds_reader([&] { write_standard_output(text); });
  write_standard_error(runs_comments(result, outputs));
  return is_read;
}

}  // namespace nntrain
