#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "metrics/known_metrics.hpp"
#include "metrics/spread.hpp"

namespace nntrain {

/// A condition on a result: `[SPLIT.]METRIC OP VALUE` with OP one of >= <= > < ==, or `low([SPLIT.]METRIC) OP
/// VALUE` and so on for the other words of OverRuns, the same for a fact
/// (`iterations < 500`, `stop == tolerance`), or `fingerprint == HEX`, or `converged`.
struct Assertion {
  enum class About { kMetric, kFact, kFingerprint, kConverged };

  std::string expression;  ///< as typed by the user
  About about = About::kMetric;
  MetricRef metric;  ///< for kMetric
  std::string fact;  ///< for kFact: its name
  std::string op;
  double threshold = 0;
  std::string expected;  ///< the digits for kFingerprint, the text for a fact that is a text
};

/// Throws UsageError if `expression` is not an assertion, or if it names an unknown split, metric or fact.
/// Labels may contain operators: the longest known metric name at the start is used.
Assertion parse_assertion(const std::string& expression, const KnownMetrics& known);

/// The value of a fact by its name.
using FactLookup = std::function<std::variant<double, std::string>(const std::string& name)>;

/// A set of rows and its metrics by name.
struct MeasuredSplit {
  std::string name;
  std::size_t rows;
  std::function<std::optional<double>(std::string_view)> metric;
  /// Of several runs, which have no `metric`: what is said of it.
  std::function<MetricSpread(std::string_view)> spread{};
};

/// One number of a spread.
double value_of(const MetricSpread& spread, OverRuns over);

struct AssertionResult {
  std::string expression;
  MetricRef metric{};                             ///< of an assertion on a metric; "" for others
  double threshold = 0;                           ///< of numbers
  std::variant<double, std::string, bool> value;  ///< the metric, the fact, or `converged`
  std::string text;      ///< `value` as text: shortest decimal, 16 hex digits, "true" or "false"
  std::size_t rows = 0;  ///< in the split of the metric; without a metric in the first split
  bool passed = false;
  std::size_t runs = 0;  ///< that have the metric; 0: one run is all there is
  Interval interval = {MetricSpread::kNone, MetricSpread::kNone};  ///< 95 %, of the metric, if it has one
};

/// Evaluates an assertion. NaN fails every comparison. `splits` and `fact` are those that parse_assertion
/// knew.
AssertionResult check_assertion(const Assertion& assertion, const std::vector<MeasuredSplit>& splits,
                                std::string_view fingerprint, bool converged, const FactLookup& fact = {});

}  // namespace nntrain
