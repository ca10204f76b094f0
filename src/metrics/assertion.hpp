#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "metrics/known_metrics.hpp"

namespace nntrain {

/// A condition on a result: `[SPLIT.]METRIC OP VALUE` with OP one of >= <= > < ==, `fingerprint == HEX`, or
/// `converged`.
struct Assertion {
  enum class About { kMetric, kFingerprint, kConverged };

  std::string expression;  ///< as the user wrote it
  About about = About::kMetric;
  SplitMetric metric;  ///< of kMetric, and so are:
  std::string op;
  double threshold = 0;
  std::string digits;  ///< of kFingerprint: the one that is asked for
};

/// Throws UsageError if `expression` is none, or if its split or metric is not among those that will be
/// computed. As labels may hold operators too, the longest name that is a metric's is taken for it.
Assertion parse_assertion(const std::string& expression, const KnownMetrics& known);

/// A set of rows that was measured, and its metrics by name.
struct MeasuredSplit {
  std::string name;
  std::size_t rows;
  std::function<std::optional<double>(std::string_view)> metric;
};

struct AssertionResult {
  std::string expression;
  std::variant<double, std::string, bool> value;  ///< of the metric, the fingerprint, or whether converged
  std::string text;                               ///< the same: shortest digits, 16 digits, "true" or "false"
  std::size_t rows = 0;  ///< of the metric's split; of the least held-out one where there is no metric
  bool passed = false;
};

/// A value that is not a number fails every comparison. splits: as they were known to parse_assertion.
AssertionResult evaluate(const Assertion& assertion, const std::vector<MeasuredSplit>& splits,
                         std::string_view fingerprint, bool converged);

}  // namespace nntrain
