#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// What a run will have measured, known before it begins.
struct KnownMetrics {
  std::vector<std::string>
      splits;                      ///< "train", "validation", "test": those there are, the most held-out last
  std::vector<std::string> names;  ///< of single numbers: class_metric_names() or value_metric_names()
  std::vector<std::string> labels;  ///< of the classes; empty for a regression
};

/// A metric of one split.
struct SplitMetric {
  std::string split;
  std::string metric;  ///< as find_metric knows it
};

/// What `[SPLIT.]METRIC` means, or nullopt if it is none of `known`. Without a split: the most held-out one.
std::optional<SplitMetric> find_split_metric(std::string_view name, const KnownMetrics& known);

/// Why there is no such thing, and what there is.
struct Complaint {
  std::string why;
  std::string remedy;
};

/// If `name` asks for rows that other runs have, but not this one: says which flag holds them out.
std::optional<Complaint> missing_split(std::string_view name, const KnownMetrics& known);

/// Why find_split_metric finds nothing. others: what may be named there besides metrics.
Complaint why_unknown(std::string_view name, const KnownMetrics& known,
                      const std::vector<std::string>& others);

/// METRIC as a list for people, with classes as LABEL.
std::vector<std::string> metric_forms(const KnownMetrics& known);

/// Every METRIC, to find near ones in; of many classes not their pairs.
std::vector<std::string> all_metrics(const KnownMetrics& known);

}  // namespace nntrain
