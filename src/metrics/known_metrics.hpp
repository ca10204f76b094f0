#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace nntrain {

/// What is said of the values of a metric in several runs.
enum class OverRuns { kMean, kSd, kMin, kMax, kLow, kHigh };
constexpr auto words(OverRuns) {
  return std::to_array<Word<OverRuns>>({{"mean", OverRuns::kMean},
                                        {"sd", OverRuns::kSd},
                                        {"min", OverRuns::kMin},
                                        {"max", OverRuns::kMax},
                                        {"low", OverRuns::kLow},
                                        {"high", OverRuns::kHigh}});
}

/// A fact of a run that is not a metric: stop, seconds ...
struct KnownFact {
  std::string name;
  bool is_number = true;             ///< else a text
  std::vector<std::string> words{};  ///< all values that a text can have; empty: any
};

/// The metrics and facts that a run will have, known before it starts.
struct KnownMetrics {
  /// Of "train", "validation", "test", "cv": those in use, the most held-out one last.
  std::vector<std::string> splits;
  std::vector<std::string> names;   ///< single numbers: class_metric_names() or value_metric_names()
  std::vector<std::string> labels;  ///< class labels; empty for a regression
  std::vector<KnownFact> facts{};
  std::vector<std::string> spread{};  ///< the splits that several runs have measured

  bool is_spread(std::string_view split) const;
};

/// A metric of one split.
struct MetricRef {
  std::string split;
  std::string metric;              ///< a name for find_metric
  std::optional<OverRuns> over{};  ///< of a split that several runs have measured
};

/// Parses `[SPLIT.]METRIC`, or `low([SPLIT.]METRIC)` and so on; nullopt if it is not in `known`. The default
/// split is the most held-out one. Of several runs, a bare metric is their mean. Of one run, mean, min and
/// max are the value, and low and high the bounds of an accuracy.
std::optional<MetricRef> find_metric_ref(std::string_view name, const KnownMetrics& known);

/// An error message and its remedy.
struct Complaint {
  std::string why;
  std::string remedy;
};

/// A complaint about a part of a metric's name: a split or a class that this run has not; none if both are
/// there.
std::optional<Complaint> missing_part(std::string_view name, const KnownMetrics& known);

/// The end of a message on an unknown [SPLIT.]METRIC: "; it is a metric of a regression", if this run is a
/// classification, or the other way round; else "; did you mean ...?" with one of `candidates`, or "".
std::string hint_on(std::string_view name, const KnownMetrics& known,
                    const std::vector<std::string>& candidates);

/// The error for a name that find_metric_ref does not find. `others` are further names to suggest.
Complaint why_unknown(std::string_view name, const KnownMetrics& known,
                      const std::vector<std::string>& others);

/// The forms of METRIC for messages, with LABEL for classes.
std::vector<std::string> metric_forms(const KnownMetrics& known);

/// Every METRIC, to find similar names. For many classes without the confusion matrix.
std::vector<std::string> all_metrics(const KnownMetrics& known);

}  // namespace nntrain
