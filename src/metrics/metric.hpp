#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A measured number under the name that results, --print and --assert know it by.
struct Metric {
  std::string name;
  double value;
};

/// The metrics of one set of rows, in the order in which they are shown.
using Metrics = std::vector<Metric>;

inline std::optional<double> find_metric(const Metrics& metrics, std::string_view name) {
  for (const Metric& metric : metrics) {
    if (metric.name == name) return metric.value;
  }
  return {};
}

/// The value of a metric that is known to be there.
inline double metric(const Metrics& metrics, std::string_view name) {
  return find_metric(metrics, name).value();
}

}  // namespace nntrain
