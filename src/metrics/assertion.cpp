#include "metrics/assertion.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kRemedy = "write it like:  --assert 'accuracy >= 0.88'   (>= <= > < ==)";

bool is_fingerprint(std::string_view text) {
  return text.size() == 16 && text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool compare(double value, std::string_view op, double threshold) {
  if (op == ">=") return value >= threshold;
  if (op == "<=") return value <= threshold;
  if (op == ">") return value > threshold;
  if (op == "<") return value < threshold;
  return value == threshold;
}

}  // namespace

Assertion parse_assertion(const std::string& expression, const std::vector<std::string>& metrics) {
  const auto wrong = [&](const std::string& why, const std::string& remedy = std::string(kRemedy)) {
    return UsageError("--assert '" + printable(expression, 200) + "': " + why, remedy);
  };
  constexpr std::array<std::string_view, 5> kOperators = {">=", "<=", "==", ">",
                                                          "<"};  // the longer ones first
  const std::size_t at = expression.find_first_of("<>=!");
  if (at == std::string::npos) throw wrong("there is no comparison");
  const std::string_view behind = std::string_view(expression).substr(at);
  const auto* const op = std::find_if(kOperators.begin(), kOperators.end(),
                                      [&](std::string_view o) { return behind.substr(0, o.size()) == o; });
  if (op == kOperators.end()) {
    const std::string_view given = behind.substr(0, behind.find_first_not_of("<>=!"));
    throw wrong("'" + std::string(given) + "' is no comparison; equality is ==");
  }
  if (behind.substr(op->size()).find_first_of("<>=!") == 0) {
    throw wrong("'" + std::string(behind.substr(0, op->size() + 1)) + "' is no comparison");
  }

  Assertion assertion;
  assertion.expression = trim(expression);
  assertion.op = *op;
  std::string name(trim(std::string_view(expression).substr(0, at)));
  if (name == "train.fingerprint") name = "fingerprint";
  const std::string_view value = trim(behind.substr(op->size()));

  if (name == "fingerprint") {
    if (assertion.op != "==" || !is_fingerprint(value)) {
      throw wrong("a fingerprint is compared by == with 16 hexadecimal digits",
                  "write it like:  --assert 'fingerprint == 0123456789abcdef'");
    }
    assertion.metric = name;
    assertion.digits = lower(value);
    return assertion;
  }
  const std::size_t dot = name.find('.');
  if (dot != std::string::npos) {
    const std::string split = name.substr(0, dot);
    if (split != "train") {
      throw wrong("there are no rows called '" + printable(split) +
                  "', only 'train': all rows are trained on");
    }
    name.erase(0, dot + 1);
  }
  if (std::find(metrics.begin(), metrics.end(), name) == metrics.end()) {
    throw wrong("no metric '" + printable(name) + "' is computed here" + did_you_mean(name, metrics),
                "the metrics are:  " + join(metrics) + ", fingerprint");
  }
  const ParsedNumber threshold = parse_number(value);
  if (threshold.status != NumberStatus::kOk) throw wrong("'" + printable(value) + "' is not a number");
  assertion.metric = name;
  assertion.threshold = threshold.value;
  return assertion;
}

AssertionResult evaluate(const Assertion& assertion, const Metrics& train, std::string_view fingerprint) {
  AssertionResult result;
  result.expression = assertion.expression;
  if (assertion.metric == "fingerprint") {
    result.text = fingerprint;
    result.is_number = false;
    result.passed = fingerprint == assertion.digits;
  } else {
    result.value = metric(train, assertion.metric);
    result.text = shortest(result.value);
    result.passed = compare(result.value, assertion.op, assertion.threshold);
  }
  return result;
}

}  // namespace nntrain
