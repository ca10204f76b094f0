#pragma once

#include <string>
#include <vector>

#include "base/workers.hpp"
#include "compare/comparison.hpp"
#include "compare/side.hpp"

namespace nntrain {

/// How much worse B may be in a metric.
struct Margin {
  std::string metric;
  double most = 0;  ///< >= 0, in the units of the metric
};

/// What is asked.
struct CompareRequest {
  std::string metric{};  ///< [PART.]METRIC, which decides; "": accuracy or rmse, of the most held-out part
  std::vector<Margin> margins{};
  bool is_paired = true;
};

/// Compares B with A. Throws UsageError if the two cannot be compared so, or a metric is not known; DataError
/// if no run counts.
Comparison compare(const Side& a, const Side& b, const CompareRequest& request, Workers& workers);

/// Cuts the interval: no difference is larger than the range of the metric.
void cut_at_range(MetricComparison& one);

}  // namespace nntrain
