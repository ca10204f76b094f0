#include "compare/compare_report.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "base/text_table.hpp"
#include "model/receipt.hpp"
#include "report/markdown_report.hpp"
#include "report/test_cases.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

/// Whether text shows a metric with four digits behind the point: those that are at most 1.
bool is_like_share(const std::string& metric) {
  return goal_of(metric) == Goal::kHigher || metric == "ece";
}

/// "-0.01 to +0.03", or "none"
std::string interval_text(const MetricComparison& one) {
  const Interval& interval = one.difference.interval;
  if (std::isnan(interval.low)) return "none";
  return fmt::format("{} to {}", signed_number(one.name, interval.low),
                     signed_number(one.name, interval.high));
}

std::string p_text(double p) {
  return std::isnan(p) ? "" : p < 0.0001 ? "<0.0001" : fmt::format("{:.4f}", p);
}

/// "a.json (result of cv; data/orchard.csv)"
std::string side_text(const Side& side) {
  std::string text = fmt::format("{} ({}", side_name(side), name_of(side.kind));
  if (!side.command.empty()) text += " of " + printable(side.command);
  if (!side.data.empty()) text += "; " + shown_path(side.data);
  return text + ")";
}

/// "cv rows of 10 folds of 1 repeat, paired; held out/trained 0.11", or "240 test rows, paired"
std::string pairing_text(const Comparison& comparison) {
  const Pairing& pairing = comparison.pairing;
  const std::string& part = comparison.part;
  const bool are_rows = pairing.unit == "row";
  std::string text = are_rows ? counted(pairing.count_a, part + " row")
                              : fmt::format("{} rows of {}", part, counted(pairing.count_a, pairing.unit));
  if (!pairing.is_paired)
    text += fmt::format(" of A and {} of B, not paired", pairing.count_b);
  else if (pairing.repeats > 0)
    text += fmt::format(" of {}, paired", counted(pairing.repeats, "repeat"));
  else
    text += ", paired";
  if (pairing.held_out_per_train > 0)
    text += fmt::format("; held out/trained {:.2f}", pairing.held_out_per_train);
  return text;
}

/// What the verdict is about.
std::string subject_of_verdict(const Comparison& comparison) {
  const Pairing& pairing = comparison.pairing;
  if (pairing.unit == "row")
    return comparison.part == "cv"
               ? "the models of these folds; for the recipes, compare the results of cv (--format json)"
               : "these two models, not their recipes";
  if (comparison.part == "train") return "the rows of training, not new ones";
  if (pairing.is_over_starts) return "the recipes with other seeds, on these held-out rows";
  const bool is_single = std::min(pairing.count_a, pairing.count_b) < 2;
  return is_single ? "these two runs, not their recipes" : "the recipes";
}

/// The metric that decides, and what its verdict is about, as names and texts.
std::vector<std::pair<std::string, std::string>> verdict_facts(const Comparison& comparison) {
  return {{"decided by", printable(comparison.decisive().name) + "; the other metrics inform"},
          {"about", subject_of_verdict(comparison)}};
}

/// "0.03 higher"
std::string change_text(const MetricComparison& one) {
  const double value = one.difference.value;
  if (value == 0) return "equal";
  const std::string number = signed_number(one.name, value).substr(1);
  return fmt::format("{} {}", number, value > 0 ? "higher" : "lower");
}

/// What to do where nothing is settled.
std::string next_step(const CompareResult& result) {
  const Pairing& pairing = result.comparison.pairing;
  if (pairing.unit == "row") return "more rows would narrow the interval";
  if (pairing.count_a > 1 && pairing.count_b > 1) {
    return pairing.unit == "fold" ? "more repeats narrow the interval:  nntrain cv --repeats 5"
                                  : "more seeds narrow the interval, or:  nntrain cv --folds 10";
  }
  return "one run each has no interval: compare their predictions, their models (--data FILE), or results of "
         "cv";
}

void write_side(JsonWriter& json, const Side& side) {
  json.begin_object();
  json.key("path").string(side.path);
  json.key("kind").string(name_of(side.kind));
  if (side.kind == SideKind::kResult) {
    json.key("command").string(side.command);
    json.key("data").string(side.data);
    json.key("sha256").string(side.sha256);
  }
  json.end_object();
}

void write_pairing(JsonWriter& json, const Pairing& pairing) {
  json.key("pairing").begin_object();
  json.key("paired").boolean(pairing.is_paired);
  json.key("unit").string(pairing.unit);
  json.key("count_a").count(pairing.count_a);
  json.key("count_b").count(pairing.count_b);
  if (pairing.repeats > 0) json.key("repeats").count(pairing.repeats);
  json.key("held_out_per_train").number(pairing.held_out_per_train);
  json.end_object();
}

void write_metric(JsonWriter& json, const MetricComparison& one) {
  json.key(one.name).begin_object();
  json.key("a").number(one.a).key("b").number(one.b);
  json.key("difference").number(one.difference.value);
  json.key("low").number(one.difference.interval.low).key("high").number(one.difference.interval.high);
  json.key("p").number(one.difference.p);
  json.key("method").string(name_of(one.method));
  if (one.difference.resamples > 0) json.key("resamples").count(one.difference.resamples);
  json.key("verdict").string(name_of(one.verdict));
  if (one.margin)
    json.key("margin").number(*one.margin).key("not_worse_than_margin").boolean(one.is_within_margin);
  json.end_object();
}

bool fails_on(const CompareResult& result, Verdict verdict) {
  return std::find(result.fail_on.begin(), result.fail_on.end(), verdict) != result.fail_on.end();
}

/// "accuracy of B not worse by 0.01 or more: yes"
std::string margin_text(const MetricComparison& one) {
  return fmt::format("{} of B not worse by {} or more: {}", printable(one.name), shortest(*one.margin),
                     one.is_within_margin ? "yes" : "no");
}

/// The lines on what is compared, and how.
std::string compared_lines(const CompareResult& result) {
  std::string out = line("A", side_text(result.a)) + line("B", side_text(result.b));
  if (!result.rows.empty()) out += line("data", shown_path(result.rows));
  return out + line("compared", pairing_text(result.comparison));
}

/// The lines on what comes of it.
std::string verdict_lines(const CompareResult& result) {
  const Comparison& comparison = result.comparison;
  std::string out;
  for (const MetricComparison& one : comparison.metrics) {
    if (one.margin) out += line("margin", margin_text(one));
  }
  out += line("verdict", verdict_text(result));
  for (const auto& [name, text] : verdict_facts(comparison)) out += line(name, text);
  return out;
}

}  // namespace

std::string compared_number(const std::string& metric, double value) {
  if (std::isnan(value)) return "undefined";
  return is_like_share(metric) ? fmt::format("{:.4f}", value) : metric_text(value);
}

std::string signed_number(const std::string& metric, double value) {
  if (std::isnan(value)) return "undefined";
  if (value == 0) return "0";
  const bool is_small = value < 0.0005 && value > -0.0005;
  return is_like_share(metric) && !is_small ? fmt::format("{:+.4f}", value)
                                            : fmt::format("{:+.{}g}", value, is_small ? 2 : 4);
}

ExitCode exit_code(const CompareResult& result) {
  const std::vector<MetricComparison>& metrics = result.comparison.metrics;
  const bool fails = fails_on(result, result.comparison.decisive().verdict) ||
                     std::any_of(metrics.begin(), metrics.end(), [](const MetricComparison& one) {
                       return one.margin && !one.is_within_margin;
                     });
  return fails ? ExitCode::kAnswerNo : ExitCode::kDone;
}

std::string verdict_text(const CompareResult& result) {
  const MetricComparison& one = result.comparison.decisive();
  const std::string name = printable(one.name);
  const std::string bounds = fmt::format("(95% CI {})", interval_text(one));
  const bool has_interval = !std::isnan(one.difference.interval.low);
  switch (one.verdict) {
    case Verdict::kBetter:
    case Verdict::kWorse:
      return fmt::format("{}: the {} of B is {} {}", name_of(one.verdict), name, change_text(one), bounds);
    case Verdict::kSame:
      if (one.difference.are_equal || !has_interval)
        return fmt::format("same: A and B have equal values of {}", name);
      return fmt::format("same: the {} of B differs by less than the margin {} {}", name,
                         shortest(one.margin.value_or(0)), bounds);
    case Verdict::kInconclusive:
      break;
  }
  if (std::isnan(one.difference.value))
    return fmt::format("inconclusive: the {} is not defined on both sides", name);
  const std::string chance = !has_interval                 ? ", without an interval"
                             : one.difference.value == 0.0 ? ", and chance may hide a difference " + bounds
                                                           : ", and chance alone may do that " + bounds;
  return fmt::format("inconclusive: the {} of B is {}{}; {}", name, change_text(one), chance,
                     next_step(result));
}

std::vector<std::string> verdict_notes(const CompareResult& result) {
  std::vector<std::string> notes = {verdict_text(result)};
  for (const auto& [name, text] : verdict_facts(result.comparison))
    notes.push_back(fmt::format("{}: {}", name, text));
  for (const MetricComparison& one : result.comparison.metrics) {
    if (one.margin) notes.push_back("margin: " + margin_text(one));
  }
  return notes;
}

std::vector<std::vector<std::string>> metric_table(const Comparison& comparison) {
  std::vector<std::vector<std::string>> table = {
      {"metric", "A", "B", "B - A", "95% CI", "p", "method", "verdict"}};
  for (const MetricComparison& one : comparison.metrics) {
    table.push_back({printable(one.name), compared_number(one.name, one.a), compared_number(one.name, one.b),
                     signed_number(one.name, one.difference.value), interval_text(one),
                     p_text(one.difference.p), std::string(name_of(one.method)),
                     std::string(name_of(one.verdict))});
  }
  return table;
}

std::string compare_text(const CompareResult& result) {
  // Metric, five numbers, and two texts.
  return compared_lines(result) + '\n' + text_table(metric_table(result.comparison), "<>>>>><<") + '\n' +
         verdict_lines(result);
}

std::string compare_markdown(const CompareResult& result) {
  std::vector<std::vector<std::string>> rows = metric_table(result.comparison);
  for (std::vector<std::string>& cells : rows) {
    for (std::string& cell : cells) cell = markdown_text(cell);
  }
  const std::vector<std::string> heads = rows.front();
  rows.erase(rows.begin());
  return markdown_heading("compare", result.b.path, exit_code(result) == ExitCode::kDone,
                          std::string(name_of(result.comparison.decisive().verdict))) +
         "\n" + markdown_list(verdict_lines(result)) + "\n" + markdown_table(heads, rows) +
         markdown_warnings(result.comparison.warnings) +
         markdown_section("Details", markdown_list(compared_lines(result)));
}

std::vector<TestCase> compare_cases(const CompareResult& result) {
  std::vector<TestCase> cases = {run_case()};
  for (const MetricComparison& one : result.comparison.metrics) {
    const bool decides = &one == &result.comparison.decisive();
    TestCase added{.name = one.name,
                   .details = fmt::format("{}; B - A: {} (95% CI {})", name_of(one.verdict),
                                          signed_number(one.name, one.difference.value), interval_text(one))};
    if (decides && fails_on(result, one.verdict)) {
      added.outcome = TestCase::Outcome::kFailed;
      added.type = name_of(one.verdict);
      added.message = verdict_text(result);
    }
    cases.push_back(added);
    if (!one.margin) continue;
    TestCase margin{.name = one.name + " within its margin"};
    (one.is_within_margin ? margin.details : margin.message) = margin_text(one);
    if (!one.is_within_margin) {
      margin.outcome = TestCase::Outcome::kFailed;
      margin.type = "margin";
    }
    cases.push_back(std::move(margin));
  }
  return cases;
}

std::string compare_json(const CompareResult& result) {
  const Comparison& comparison = result.comparison;
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.compare/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("compare");
  json.key("status").string(exit_code(result) == ExitCode::kDone ? "done" : "failed");
  write_options(json, result.options);
  json.key("a");
  write_side(json, result.a);
  json.key("b");
  write_side(json, result.b);
  json.key("part").string(comparison.part);
  write_pairing(json, comparison.pairing);
  json.key("metrics").begin_object();
  for (const MetricComparison& one : comparison.metrics) write_metric(json, one);
  json.end_object();
  json.key("decided_by").string(comparison.decisive().name);
  json.key("verdict").string(name_of(comparison.decisive().verdict));
  json.key("warnings").strings(comparison.warnings);
  json.end_object();
  return json.text();
}

}  // namespace nntrain
