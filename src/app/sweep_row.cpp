#include "app/sweep_row.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/json_writer.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/assertion.hpp"
#include "model/spread_json.hpp"

namespace nntrain {
namespace {

/// The indices of the options that can change a result: those of the axes first. So a reader who tells
/// candidates apart by the first columns does so by what the user has swept.
std::vector<std::size_t> axes_first(const std::vector<OptionValue>& options,
                                    const std::vector<std::string>& axes) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].is_recipe) order.push_back(i);
  }
  const auto place = [&](std::size_t i) {
    return std::find(axes.begin(), axes.end(), options[i].flag) - axes.begin();
  };
  // ties: those that are no axis, in their order
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  return order;
}

/// Whether --print takes this name for something else than the option, whose value differs.
bool is_taken(const std::string& flag, const std::vector<std::string>& metrics) {
  return flag == "iterations" || flag == "threshold" ||
         std::find(metrics.begin(), metrics.end(), flag) != metrics.end();
}

template <typename Write>
std::string json_of(const Write& write) {
  JsonWriter json;
  write(json);
  return std::string(trim(json.text()));
}

std::string text_cell(const std::string& text) {
  return text.empty() ? "null" : json_of([&](JsonWriter& json) { json.string(text); });
}

std::string number_cell(double value) {
  return json_of([&](JsonWriter& json) { json.number(value); });
}

const SplitResult* part_of_run(const TrialResult& run, const std::string& part) {
  const auto found = std::find_if(run.results.begin(), run.results.end(),
                                  [&](const SplitResult& one) { return one.split.name == part; });
  return found == run.results.end() ? nullptr : &*found;
}

/// Whether the runs measure it: they may have no such part, and not all outputs are probabilities.
bool is_measured(const Runs& runs, const MetricRef& metric) {
  const SplitResult* const part = part_of_run(runs.results.front(), metric.split);
  return part != nullptr && find_metric(part->measures, metric.metric).has_value();
}

/// The values of a metric in each run, with blanks between; "" if a run has no such part. Where training
/// diverged there are only its rows.
std::string values_in_runs(const Runs& runs, const std::string& part, const std::string& name) {
  std::vector<std::string> values;
  for (std::size_t run = 0; run < runs.count(); ++run) {
    const SplitResult* const one = part_of_run(runs.results[run], part);
    if (one == nullptr || !find_metric(one->measures, name)) return "";
    const bool is_known = name == "rows" || runs.counts(run);
    values.push_back(shortest(is_known ? defined_metric(one->measures, name) : MetricSpread::kNone));
  }
  return join(values, " ", std::string::npos);
}

std::string joint_fingerprint(const Runs& runs) {
  std::vector<double> parameters;
  for (const TrialResult& run : runs.results)
    parameters.insert(parameters.end(), run.model.parameters.begin(), run.model.parameters.end());
  return fingerprint(parameters);
}

}  // namespace

KnownMetrics metrics_of_sweep(bool is_cv, bool has_validation, const std::vector<std::string>& labels) {
  KnownMetrics known;
  known.splits = {"train"};
  if (is_cv) {
    known.splits.emplace_back(kCvPart);
    known.spread = known.splits;
  } else if (has_validation) {
    known.splits.emplace_back("validation");
  }
  known.names = labels.empty() ? value_metric_names() : class_metric_names(true);
  known.labels = labels;
  return known;
}

MetricRef field_to_select(const SweepOptions& options, const KnownMetrics& known) {
  const bool is_asked = !options.select.empty();
  const std::string asked =
      is_asked ? options.select : fmt::format("{}.{}", known.splits.back(), options.train.metric);
  const std::string what = fmt::format("--select '{}': ", printable(asked));
  const std::optional<MetricRef> found = find_metric_ref(asked, known);
  if (!found) {
    const std::optional<Complaint> missing = missing_part(asked, known);
    if (missing) throw UsageError(what + missing->why, missing->remedy);
    throw UsageError(what + "it is not computed here" + hint_on(asked, known, all_metrics(known)),
                     "the metrics are:  " + join(metric_forms(known), ", ", std::string::npos));
  }
  if (found->over.value_or(OverRuns::kMean) != OverRuns::kMean)
    throw UsageError(what + "a sweep selects by the mean",
                     fmt::format("--select {}.{}", found->split, found->metric));
  if (goal_of(found->metric) == Goal::kNone)
    throw UsageError(what + "it does not tell how good a network is",
                     fmt::format("--select {}.loss", known.splits.back()));
  return {found->split, found->metric};
}

SweepRows::SweepRows(const KnownMetrics& known, const MetricRef& field, const std::vector<std::string>& axes,
                     const std::vector<OptionValue>& options, ResultsPlan& plan)
    : field_(field), plan_(plan) {
  plan.columns = {kNumberColumn, kRunsColumn,    kSweepColumn, kKeyColumn,  kStatusColumn,
                  kReasonColumn, kVersionColumn, kDataColumn,  kSplitColumn};
  options_ = axes_first(options, axes);
  for (const std::size_t i : options_)
    plan.columns.push_back(
        fmt::format("{}{}", is_taken(options[i].flag, known.names) ? "options." : "", options[i].flag));
  add_metrics(known);
  for (const MetricColumn& one : metrics_) plan.columns.push_back(one.name);
  plan.columns.push_back(values_column(fmt::format("{}.{}", field.split, field.metric)));
  plan.columns.insert(plan.columns.end(), {kHeldOutColumn, kFingerprintColumn, kSecondsColumn});
}

void SweepRows::add_metrics(const KnownMetrics& known) {
  if (known.spread.empty()) {
    for (const std::string& part : known.splits) {
      for (const std::string& name : known.names)
        metrics_.push_back({fmt::format("{}.{}", part, name), {part, name}});
    }
  } else {
    metrics_.push_back({"train.rows", {"train", "rows", OverRuns::kMean}});
    for (const std::string& name : spread_metrics(known.names, {})) {
      const std::string field = fmt::format("{}.{}", kCvPart, name);
      metrics_.push_back({field, {kCvPart, name, OverRuns::kMean}});
      for (const OverRuns over : {OverRuns::kSd, OverRuns::kLow, OverRuns::kHigh})
        metrics_.push_back({fmt::format("{}({})", name_of(over), field), {kCvPart, name, over}});
    }
  }
  const std::string field = fmt::format("{}.{}", field_.split, field_.metric);
  const bool is_there = std::any_of(metrics_.begin(), metrics_.end(),
                                    [&](const MetricColumn& one) { return one.name == field; });
  if (!is_there) metrics_.push_back({field, {field_.split, field_.metric, OverRuns::kMean}});
}

double SweepRows::selecting(const Runs& runs) const {
  return is_measured(runs, field_) ? spread_in(runs, field_.split, field_.metric).mean : MetricSpread::kNone;
}

std::vector<std::string> SweepRows::cells(const RowFacts& facts, const std::vector<OptionValue>& options,
                                          const Runs* runs) const {
  std::vector<std::string> cells = {std::to_string(facts.number),
                                    std::to_string(plan_.runs),
                                    text_cell(fmt::format("{:016x}", plan_.sweep)),
                                    text_cell(fmt::format("{:016x}", facts.key)),
                                    text_cell(std::string(name_of(facts.status))),
                                    text_cell(facts.reason),
                                    text_cell(plan_.version),
                                    text_cell(plan_.sha256),
                                    text_cell(facts.split)};
  for (const std::size_t i : options_) cells.push_back(options[i].json);
  for (const MetricColumn& one : metrics_) {
    const MetricRef& metric = one.metric;
    const bool is_there = runs != nullptr && is_measured(*runs, metric);
    const double value = !is_there ? MetricSpread::kNone
                                   : value_of(spread_in(*runs, metric.split, metric.metric),
                                              metric.over.value_or(OverRuns::kMean));
    cells.push_back(number_cell(value));
  }
  cells.push_back(text_cell(runs == nullptr ? "" : values_in_runs(*runs, field_.split, field_.metric)));
  cells.push_back(text_cell(runs == nullptr ? "" : values_in_runs(*runs, field_.split, "rows")));
  cells.push_back(text_cell(runs == nullptr ? "" : joint_fingerprint(*runs)));
  cells.push_back(number_cell(facts.seconds));
  return cells;
}

}  // namespace nntrain
