#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A metric; results, --print and --assert use its name.
struct Metric {
  std::string name;
  double value;
};

/// The metrics of one set of rows, in display order.
using Metrics = std::vector<Metric>;

inline std::optional<double> find_metric(const Metrics& metrics, std::string_view name) {
  for (const Metric& metric : metrics) {
    if (metric.name == name) return metric.value;
  }
  return {};
}

/// The value of a metric that must exist.
inline double metric(const Metrics& metrics, std::string_view name) {
  return find_metric(metrics, name).value();
}

}  // namespace nntrain
