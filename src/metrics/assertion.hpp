#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/metric.hpp"

namespace nntrain {

/// A condition on a result: `[SPLIT.]METRIC OP VALUE` with OP one of >= <= > < ==, or `fingerprint == HEX`.
struct Assertion {
  std::string expression;  ///< as the user wrote it
  std::string metric;      ///< "fingerprint" or a metric's name, without the split
  std::string op;
  double threshold = 0;
  std::string digits;  ///< the fingerprint that is asked for
};

/// Throws UsageError if `expression` is none, or if its split or metric is not among those that will be
/// computed: `metrics` of the rows trained on.
Assertion parse_assertion(const std::string& expression, const std::vector<std::string>& metrics);

struct AssertionResult {
  std::string expression;
  std::string text;  ///< the value as text: shortest digits, or the fingerprint
  bool is_number = true;
  double value = 0;
  bool passed = false;
};

/// A value that is not a number fails every comparison.
AssertionResult evaluate(const Assertion& assertion, const Metrics& train, std::string_view fingerprint);

}  // namespace nntrain
