#include "metrics/known_metrics.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "metrics/class_metric.hpp"
#include "metrics/measure.hpp"

namespace nntrain {
namespace {

/// The splits that a run can have, and the remedy if one is missing.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSplits = {
    {{"train", ""},
     {"validation", "hold out rows:  --validation-fraction 0.2"},
     {"test", "hold out rows:  --test-fraction 0.2"},
     {"cv", ""}}};

template <typename List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_metric(std::string_view name, const KnownMetrics& known) {
  return has(known.names, name) || find_class_metric(name, known.labels).has_value();
}

/// The part before the first dot; nullopt if there is none, or the dot is in a label.
std::optional<std::string_view> split_of(std::string_view name) {
  const std::size_t end = name.find_first_of(".[");
  if (end == std::string_view::npos || name[end] != '.') return {};
  return name.substr(0, end);
}

/// "only 'train' and 'test'"
std::string only(const std::vector<std::string>& splits) {
  std::string text = "only";
  for (std::size_t i = 0; i < splits.size(); ++i) {
    text += (i == 0 ? " '" : i + 1 == splits.size() ? " and '" : ", '") + splits[i] + "'";
  }
  return text;
}

/// "low(test.auc)" is kLow of "test.auc". A name without a function has none.
struct Called {
  std::optional<OverRuns> over;
  std::string_view name;
};
Called called(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return {{}, text};
  const std::optional<OverRuns> over = value_called<OverRuns>(text.substr(0, open));
  if (!over) return {{}, text};
  return {over, trim(text.substr(open + 1, text.size() - open - 2))};
}

std::optional<Complaint> missing_split(std::string_view name, const KnownMetrics& known) {
  const std::optional<std::string_view> split = split_of(name);
  if (!split || has(known.splits, *split)) return {};
  for (const auto& [other, remedy] : kSplits) {
    if (other != *split) continue;
    const std::string why = "this run has no '" + std::string(other) + "' rows, " + only(known.splits);
    return Complaint{why, std::string(remedy)};
  }
  return {};
}

std::optional<Complaint> missing_class(std::string_view name, const KnownMetrics& known) {
  if (known.labels.empty()) return {};
  const std::optional<std::string_view> split = split_of(name);
  const std::string_view metric = split ? name.substr(split->size() + 1) : name;
  const std::optional<std::string> label = unknown_label(metric, known.labels);
  if (!label) return {};
  std::vector<std::string> typed;
  for (const std::string& one : known.labels) typed.push_back(printable(typed_label(one)));
  const std::optional<std::string> near = nearest_name(*label, known.labels);
  return Complaint{"there is no class '" + printable(*label) + "'" +
                       (near ? "; did you mean [" + printable(typed_label(*near)) + "]?" : ""),
                   "the classes are:  " + join(typed, ", ", 1000)};
}

}  // namespace

bool KnownMetrics::is_spread(std::string_view split) const {
  return has(spread, split);
}

std::optional<MetricRef> find_metric_ref(std::string_view text, const KnownMetrics& known) {
  const auto [over, name] = called(text);
  MetricRef found{known.splits.back(), std::string(name)};
  if (!is_metric(name, known)) {
    const std::optional<std::string_view> split = split_of(name);
    if (!split || !has(known.splits, *split)) return {};
    found = {std::string(*split), std::string(name.substr(split->size() + 1))};
    if (!is_metric(found.metric, known)) return {};
  }
  if (known.is_spread(found.split)) {
    found.over = over.value_or(OverRuns::kMean);
    return found;
  }
  if (over == OverRuns::kSd) return {};
  if (over == OverRuns::kLow || over == OverRuns::kHigh) {
    found.metric += "_" + std::string(name_of(*over));
    if (!is_metric(found.metric, known)) return {};
  }
  return found;
}

std::string hint_on(std::string_view name, const KnownMetrics& known,
                    const std::vector<std::string>& candidates) {
  name = called(name).name;
  const std::optional<std::string_view> split = split_of(name);
  const std::string_view metric = split ? name.substr(split->size() + 1) : name;
  const bool is_regression = known.labels.empty();
  if (has(is_regression ? class_metric_names(true) : value_metric_names(), metric)) {
    return fmt::format("; it is a metric of {}", is_regression ? "a classification" : "a regression");
  }
  return did_you_mean(name, candidates);
}

std::optional<Complaint> missing_part(std::string_view text, const KnownMetrics& known) {
  const auto [over, name] = called(text);
  if (over && find_metric_ref(name, known)) {  // then the function is what one run has not
    return Complaint{fmt::format("one run has no {} of '{}'", name_of(*over), printable(name)),
                     "measure several runs:  nntrain cv      or:  --seeds 1..10"};
  }
  constexpr std::string_view kImportance = "importance[";
  bool knows_importance = false;
  for (const KnownFact& fact : known.facts) {
    knows_importance |= fact.name.starts_with(kImportance);
    if (!over || fact.name != name) continue;
    return Complaint{fmt::format("'{}' is one number, which has no {}", printable(name), name_of(*over)),
                     "name it alone:  " + printable(name, std::string::npos)};
  }
  if (name.starts_with(kImportance) && !knows_importance) {
    return Complaint{"the importance of columns is not measured here",
                     "measure it:  nntrain evaluate MODEL --data FILE --importance"};
  }
  if (std::optional<Complaint> missing = missing_split(name, known)) return missing;
  const std::optional<std::string_view> split = split_of(name);
  if (split && !has(known.splits, *split)) {
    return Complaint{"this run has no rows '" + printable(*split) + "', " + only(known.splits) +
                         did_you_mean(*split, known.splits),
                     ""};
  }
  return missing_class(name, known);
}

Complaint why_unknown(std::string_view name, const KnownMetrics& known,
                      const std::vector<std::string>& others) {
  if (const std::optional<Complaint> missing = missing_part(name, known)) return *missing;
  name = called(name).name;
  const std::optional<std::string_view> split = split_of(name);
  const std::string_view metric = split ? name.substr(split->size() + 1) : name;
  std::vector<std::string> candidates = all_metrics(known);
  std::vector<std::string> forms = metric_forms(known);
  candidates.insert(candidates.end(), others.begin(), others.end());
  forms.insert(forms.end(), others.begin(), others.end());
  return {"no metric '" + printable(metric) + "' is computed here" + hint_on(metric, known, candidates),
          "the metrics are:  " + printable(join(forms, ", ", std::string::npos), std::string::npos)};
}

std::vector<std::string> metric_forms(const KnownMetrics& known) {
  std::vector<std::string> forms = known.names;
  if (known.labels.empty()) return forms;
  const std::vector<std::string> of_classes = class_metric_forms();
  forms.insert(forms.end(), of_classes.begin(), of_classes.end());
  return forms;
}

std::vector<std::string> all_metrics(const KnownMetrics& known) {
  std::vector<std::string> all = known.names;
  const std::vector<std::string> of_classes = all_class_metrics(known.labels);
  all.insert(all.end(), of_classes.begin(), of_classes.end());
  return all;
}

}  // namespace nntrain
