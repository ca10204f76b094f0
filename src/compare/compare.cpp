#include "compare/compare.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "compare/row_pairs.hpp"
#include "compare/run_pairs.hpp"
#include "metrics/class_metric.hpp"
#include "metrics/known_metrics.hpp"

namespace nntrain {
namespace {

bool has_word(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Throws UsageError if the sides do not answer the same question.
void refuse_other_question(const Side& a, const Side& b) {
  if (a.kind != b.kind) {
    throw UsageError(
        fmt::format("{} is a {}, and {} a {}: two of one kind can be compared", side_name(a),
                    a.kind == SideKind::kPredictions ? "file of predictions" : name_of(a.kind), side_name(b),
                    b.kind == SideKind::kPredictions ? "file of predictions" : name_of(b.kind)),
        "give two results      or two files of --predictions      or, with --data, two models");
  }
  if (a.target != b.target)
    throw UsageError(fmt::format("{} and {} have other targets: '{}' and '{}'", side_name(a), side_name(b),
                                 printable(a.target), printable(b.target)),
                     "train both for the same --target");
  if (a.labels != b.labels)
    throw UsageError(
        fmt::format("{} and {} have other classes of '{}': {} and {}", side_name(a), side_name(b),
                    printable(a.target), a.labels.empty() ? "none" : printable(join(a.labels)),
                    b.labels.empty() ? "none" : printable(join(b.labels))),
        "train both on rows with the same classes, and with the same --task");
  if (a.kind == SideKind::kResult && a.is_cv() != b.is_cv())
    throw UsageError(fmt::format("{} is a cross-validation, and {} is none", side_name(a.is_cv() ? a : b),
                                 side_name(a.is_cv() ? b : a)),
                     "run nntrain cv for both");
}

std::vector<std::string> common_parts(const Side& a, const Side& b) {
  std::vector<std::string> parts;
  for (const std::string& part : a.parts) {
    if (has_word(b.parts, part)) parts.push_back(part);
  }
  if (parts.empty())
    throw UsageError(
        fmt::format("{} and {} have no part of the rows in common: {} has {}, and {} has {}", side_name(a),
                    side_name(b), side_name(a), join(a.parts), side_name(b), join(b.parts)),
        "hold out rows in the same way for both");
  return parts;
}

/// The metrics that say which side is better, and that both sides have in all parts.
std::vector<std::string> directed_metrics(const Side& a, const Side& b) {
  std::vector<std::string> names;
  const bool has_probabilities =
      a.kind == SideKind::kResult || (a.rows.are_probabilities && b.rows.are_probabilities);
  for (const std::string& name :
       a.labels.empty() ? value_metric_names() : class_metric_names(has_probabilities)) {
    // The loss is another function of each recipe.
    if (goal_of(name) == Goal::kNone || name == "loss") continue;
    const auto is_in = [&](const Side& side) {
      return std::all_of(side.runs.begin(), side.runs.end(), [&](const ComparedRun& run) {
        return std::all_of(run.parts.begin(), run.parts.end(), [&](const ComparedPart& part) {
          return find_metric(part.measures.metrics, name).has_value();
        });
      });
    };
    if (is_in(a) && is_in(b)) names.push_back(name);
  }
  return names;
}

/// A metric in the words of a flag. Throws UsageError for one that cannot be compared.
MetricRef metric_of(const std::string& flag, const std::string& text, const KnownMetrics& known) {
  const std::string::size_type open = text.find('(');
  if (open != std::string::npos && text.ends_with(')') && value_called<OverRuns>(text.substr(0, open)))
    throw UsageError(
        fmt::format("--{} '{}': the interval is that of the difference", flag, printable(text)),
        fmt::format("name the metric alone:  --{} {}", flag, text.substr(open + 1, text.size() - open - 2)));
  if (text == "loss" || text.ends_with(".loss"))
    throw UsageError(fmt::format("--{} '{}': each recipe may have another loss", flag, printable(text)),
                     "the metrics are:  " + join(known.names, ", ", std::string::npos));
  const std::optional<MetricRef> found = find_metric_ref(text, known);
  if (!found) {
    const Complaint complaint = why_unknown(text, known, {});
    throw UsageError(fmt::format("--{} '{}': {}", flag, printable(text, 200), complaint.why),
                     complaint.remedy);
  }
  if (goal_of(found->metric) == Goal::kNone)
    throw UsageError(fmt::format("--{} '{}': no value of it is better than another", flag, printable(text)),
                     "the metrics are:  " + join(known.names, ", ", std::string::npos));
  return *found;
}

/// The metrics in the order of the report.
struct AskedMetrics {
  std::string part;
  std::vector<std::string> names;                       ///< the one that decides first
  std::vector<std::pair<std::string, double>> margins;  ///< by name
};

AskedMetrics asked_metrics(const Side& a, const Side& b, const CompareRequest& request) {
  const KnownMetrics known{.splits = common_parts(a, b), .names = directed_metrics(a, b), .labels = a.labels};
  if (known.names.empty())
    throw DataError(fmt::format("{} and {} have no metric in common", side_name(a), side_name(b)),
                    "run the commands that wrote them again");
  const std::string usual = has_word(known.names, a.labels.empty() ? "rmse" : "accuracy")
                                ? (a.labels.empty() ? "rmse" : "accuracy")
                                : known.names.front();
  const MetricRef decisive = metric_of("metric", request.metric.empty() ? usual : request.metric, known);
  AskedMetrics asked{decisive.split, {decisive.metric}, {}};
  for (const Margin& margin : request.margins) {
    const MetricRef found = metric_of("margin", margin.metric, known);
    if (found.split != decisive.split && found.metric != margin.metric)
      throw UsageError(fmt::format("--margin '{}' is about the {} rows, and the comparison about the {} rows",
                                   printable(margin.metric), found.split, decisive.split),
                       fmt::format("choose the part by  --metric {}.{}", found.split, decisive.metric));
    for (const auto& [name, most] : asked.margins) {
      if (name == found.metric)
        throw UsageError(fmt::format("--margin is given twice for {}", printable(name)));
    }
    asked.margins.emplace_back(found.metric, margin.most);
    if (!has_word(asked.names, found.metric)) asked.names.push_back(found.metric);
  }
  for (const std::string& name : known.names) {
    if (!has_word(asked.names, name)) asked.names.push_back(name);
  }
  return asked;
}

bool are_equal(const MetricComparison& one) {
  return (one.a == one.b && std::isfinite(one.a)) || (std::isnan(one.a) && std::isnan(one.b));
}

/// Sets the verdict. `are_all_equal`: whether both sides have the same values of all metrics.
void judge(MetricComparison& one, bool are_all_equal) {
  const Difference& difference = one.difference;
  const bool is_loss = goal_of(one.name) == Goal::kLower;
  // Seen from what is better.
  const double low = is_loss ? -difference.interval.high : difference.interval.low;
  const double high = is_loss ? -difference.interval.low : difference.interval.high;
  const bool has_interval = !std::isnan(low);
  // Single values may be equal by chance, but not all of them.
  const bool is_equal = has_interval ? difference.are_equal : are_all_equal && !std::isnan(one.a);
  const bool is_inside = one.margin && has_interval && low > -*one.margin && high < *one.margin;
  // Rows that both predict rightly say little about others, if they are few.
  const bool is_certain = is_equal && (are_all_equal || (low == 0 && high == 0));
  one.is_within_margin = one.margin && (is_certain || (has_interval && low > -*one.margin));
  one.verdict = is_equal || is_inside ? Verdict::kSame
                : low > 0             ? Verdict::kBetter
                : high < 0            ? Verdict::kWorse
                                      : Verdict::kInconclusive;
}

}  // namespace

void cut_at_range(MetricComparison& one) {
  const Interval bounds = range_of(one.name);
  const double most = bounds.high - bounds.low;
  Interval& interval = one.difference.interval;
  if (interval.low < -most) interval.low = -most;
  if (interval.high > most) interval.high = most;
}

Comparison compare(const Side& a, const Side& b, const CompareRequest& request, Workers& workers) {
  refuse_other_question(a, b);
  const AskedMetrics asked = asked_metrics(a, b, request);
  Comparison comparison = a.kind == SideKind::kResult
                              ? compare_runs(a, b, asked.part, asked.names, request.is_paired)
                              : compare_rows(a, b, asked.part, asked.names, request.is_paired, workers);
  for (const auto& [name, most] : asked.margins) {
    for (MetricComparison& one : comparison.metrics) {
      if (one.name == name) one.margin = most;
    }
  }
  const bool are_all_equal = std::all_of(comparison.metrics.begin(), comparison.metrics.end(), are_equal);
  for (MetricComparison& one : comparison.metrics) {
    cut_at_range(one);
    judge(one, are_all_equal);
  }
  if (asked.part == "train")
    comparison.warnings.emplace_back(
        "these are training rows: the numbers tell nothing about new rows; hold out some:  --test-fraction "
        "0.2, or nntrain cv");
  for (const Side* const side : {&a, &b})
    comparison.warnings.insert(comparison.warnings.end(), side->warnings.begin(), side->warnings.end());
  return comparison;
}

}  // namespace nntrain
