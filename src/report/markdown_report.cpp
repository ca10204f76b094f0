#include "report/markdown_report.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/advice.hpp"
#include "report/runs_report.hpp"
#include "report/text_lines.hpp"
#include "report/text_report.hpp"

namespace nntrain {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// "0.8925 to 0.923", or "" if there is no interval.
std::string interval_text(const std::string& metric, const Interval& interval) {
  if (std::isnan(interval.low)) return "";
  return number_text(metric, interval.low) + " to " + number_text(metric, interval.high);
}

std::string label_of(const std::string& metric) {
  return metric == "majority" ? "largest class" : spaced(metric);
}

/// A metric of a part, with its interval if it has one.
std::string metric_cell(const Measures& measures, const std::string& name) {
  const double value = metric(measures, name);
  if (name == "rows") return fmt::format("{:.0f}", value);
  if (!measures.is_complete && std::isnan(value)) return "not measured";
  std::string cell = number_text(name, value);
  if (name == "accuracy") {
    cell += " (" +
            interval_text(name, {metric(measures, "accuracy_low"), metric(measures, "accuracy_high")}) + ")";
  }
  return cell;
}

std::string asserts_table(const std::vector<AssertionResult>& asserts) {
  if (asserts.empty()) return "";
  Rows rows;
  for (const AssertionResult& one : asserts) {
    rows.push_back({markdown_text(one.expression),
                    markdown_mark(one.passed) + (one.passed ? " pass" : " **fail**"), markdown_text(one.text),
                    interval_text(one.metric.metric, one.interval), std::to_string(one.rows)});
  }
  return markdown_table({"assert", "", "value", "95 % interval", "rows"}, rows, 2);
}

/// What is said of the metrics over the runs: of the last part a row for each that text shows, of the others
/// one.
std::string spreads_table(const RunsResult& result) {
  const std::vector<std::string> parts = result.runs.parts();
  const bool is_regression = result.model().target.classes.empty();
  Rows rows;
  for (const std::string& part : parts) {
    std::vector<std::string> names = {is_regression ? "r2" : "accuracy"};
    if (part == parts.back()) {
      names = shown_metrics(result);
      if (!is_regression) names.emplace_back("majority");
    }
    for (const std::string& name : names) {
      const MetricSpread spread = spread_in(result.runs, part, name);
      const auto number = [&](double value) { return std::isnan(value) ? "" : number_text(name, value); };
      rows.push_back({part + " " + label_of(name), number_text(name, spread.mean),
                      interval_text(name, spread.interval),
                      std::isnan(spread.sd) ? "" : metric_text(spread.sd), number(spread.min),
                      number(spread.max), std::to_string(spread.defined)});
    }
  }
  return markdown_table({"metric", "mean", "95 % interval", "sd", "min", "max", "runs"}, rows);
}

/// A row for each run.
std::string runs_table(const RunsResult& result) {
  Rows rows = run_rows(result);
  const std::vector<std::string> heads = rows.front();
  rows.erase(rows.begin());
  return markdown_table(heads, rows) + (more_runs_text(result).empty() ? "" : "\n" + more_runs_text(result));
}

}  // namespace

std::string markdown_mark(bool is_good) {
  return is_good ? "\xE2\x9C\x85" : "\xE2\x9D\x8C";  // U+2705, U+274C
}

std::string markdown_heading(const std::string& command, const std::string& path, bool is_good,
                             const std::string& status) {
  return fmt::format("## nntrain {} {}: {} {}\n", command, markdown_text(shown_path(path)),
                     markdown_mark(is_good), status);
}

std::string markdown_section(const std::string& title, const std::string& content) {
  return content.empty() ? "" : fmt::format("\n### {}\n\n{}", title, content);
}

std::string markdown_warnings(const std::vector<std::string>& warnings) {
  std::string out;
  for (const std::string& warning : warnings) out += "- " + markdown_text(warning) + "\n";
  return markdown_section("Warnings", out);
}

std::string markdown_metrics(std::span<const SplitResult> parts) {
  std::vector<std::string> names = {"rows", "loss"};
  const bool is_regression = parts.front().measures.labels.empty();
  if (is_regression)
    names.insert(names.end(), {"rmse", "mae", "r2"});
  else
    names.insert(names.end(), {"accuracy", "majority", "balanced_accuracy", "auc"});
  std::vector<std::string> heads = {"metric"};
  for (const SplitResult& part : parts) heads.push_back(part.split.name);
  Rows rows;
  for (const std::string& name : names) {
    rows.push_back({label_of(name)});
    if (name == "accuracy") rows.back().front() += " (95 % interval)";
    for (const SplitResult& part : parts) rows.back().push_back(metric_cell(part.measures, name));
  }
  return markdown_table(heads, rows);
}

std::string markdown_page(const MarkdownPage& page) {
  const bool is_good = page.status == RunStatus::kDone || page.status == RunStatus::kTime;
  return markdown_heading(page.command, page.path, is_good, std::string(name_of(page.status))) + "\n" +
         page.metrics + markdown_section("Asserts", asserts_table(page.asserts)) +
         markdown_warnings(page.warnings) + page.more +
         markdown_section("Details", markdown_list(page.details));
}

std::string markdown_report(const RunResult& result) {
  std::vector<std::string> warnings = result.warnings;
  if (const std::optional<Advice> advice = advice_on(result)) warnings.push_back(advice->text());
  return markdown_page({.command = "train",
                        .path = result.table.path,
                        .status = status_of(result),
                        .metrics = markdown_metrics(result.results),
                        .asserts = result.asserts,
                        .warnings = warnings,
                        .details = run_lines(result, false) + line("fingerprint", result.fingerprint)});
}

std::string markdown_report(const RunsResult& result, const std::string& command) {
  std::vector<std::string> warnings = result.warnings;
  if (const std::string diverged = diverged_text(result); !diverged.empty()) warnings.push_back(diverged);
  std::string metrics = spreads_table(result);
  if (const SplitResult* const test = result.test())
    metrics += markdown_section("Test rows, by the final model", markdown_metrics({test, 1}));
  return markdown_page({.command = command,
                        .path = result.table().path,
                        .status = status_of(result),
                        .metrics = metrics,
                        .asserts = result.asserts,
                        .warnings = warnings,
                        .more = markdown_section(result.runs.is_cv() ? "Folds" : "Runs", runs_table(result)),
                        .details = runs_lines(result) + line("fingerprint", result.fingerprint)});
}

}  // namespace nntrain
