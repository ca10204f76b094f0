#include "metrics/assertion.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kRemedy = "write it like:  --assert 'accuracy >= 0.88'   (>= <= > < ==)";
constexpr std::string_view kSigns = "<>=!";
constexpr std::array<std::string_view, 5> kOperators = {">=", "<=", "==", ">", "<"};  // longer ones first

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

/// The start of the comparison: after the longest metric name, else the first operator outside of quotes.
std::size_t find_comparison(std::string_view text, const KnownMetrics& known) {
  const std::size_t first = text.find_first_of(kSigns);
  std::optional<std::size_t> behind_metric;
  std::optional<std::size_t> outside;
  for (std::size_t at = first; at != std::string_view::npos; at = text.find_first_of(kSigns, at + 1)) {
    const std::string_view before = text.substr(0, at);
    if (find_metric_ref(trim(before), known)) behind_metric = at;
    if (!outside && std::count(before.begin(), before.end(), '"') % 2 == 0) outside = at;
  }
  return behind_metric.value_or(outside.value_or(first));
}

struct Parts {
  std::string_view name;
  std::string_view op;
  std::string_view value;
};

/// Splits an assertion. Throws `wrong(why)` if the comparison is not valid.
template <typename F>
Parts take_apart(std::string_view text, const KnownMetrics& known, const F& wrong) {
  const std::size_t at = find_comparison(text, known);
  if (at == std::string_view::npos) throw wrong("it has no comparison");
  const std::string_view behind = text.substr(at);
  const auto* const op = std::find_if(kOperators.begin(), kOperators.end(),
                                      [&](std::string_view o) { return behind.substr(0, o.size()) == o; });
  if (op == kOperators.end()) {
    const std::string_view given = behind.substr(0, behind.find_first_not_of(kSigns));
    throw wrong("'" + std::string(given) + "' is not a comparison; equality is ==");
  }
  if (behind.substr(op->size()).find_first_of(kSigns) == 0) {
    throw wrong("'" + std::string(behind.substr(0, op->size() + 1)) + "' is not a comparison");
  }
  return {trim(text.substr(0, at)), *op, trim(behind.substr(op->size()))};
}

/// Throws `wrong(why)` if the text is no number.
template <typename F>
double threshold_in(std::string_view text, const F& wrong) {
  const ParsedNumber threshold = parse_number(text);
  if (threshold.status != NumberStatus::kOk) {
    const std::string why = "'" + printable(text) + "' is not a number";
    const std::string with_point = with_decimal_point(text);
    throw with_point.empty() ? wrong(why) : wrong(why, "write:  " + with_point);
  }
  return threshold.value;
}

/// The value of the metric; the result gets the number of runs and the interval.
double value_in(const MeasuredSplit& split, const MetricRef& metric, AssertionResult& result) {
  if (!split.spread) {
    if (metric.metric.starts_with("accuracy"))
      result.interval = {split.metric("accuracy_low").value_or(MetricSpread::kNone),
                         split.metric("accuracy_high").value_or(MetricSpread::kNone)};
    return split.metric(metric.metric).value();
  }
  const MetricSpread spread = split.spread(metric.metric);
  result.runs = spread.defined;
  result.interval = spread.interval;
  return value_of(spread, metric.over.value_or(OverRuns::kMean));
}

}  // namespace

double value_of(const MetricSpread& spread, OverRuns over) {
  switch (over) {
    case OverRuns::kMean:
      return spread.mean;
    case OverRuns::kSd:
      return spread.sd;
    case OverRuns::kMin:
      return spread.min;
    case OverRuns::kMax:
      return spread.max;
    case OverRuns::kLow:
      return spread.interval.low;
    case OverRuns::kHigh:
      return spread.interval.high;
  }
  return MetricSpread::kNone;
}

Assertion parse_assertion(const std::string& expression, const KnownMetrics& known) {
  const auto wrong = [&](const std::string& why, const std::string& remedy = std::string(kRemedy)) {
    return UsageError("--assert '" + printable(expression, 200) + "': " + why, remedy);
  };
  Assertion assertion;
  assertion.expression = trim(expression);
  if (assertion.expression == "converged") {
    assertion.about = Assertion::About::kConverged;
    return assertion;
  }
  const Parts parts = take_apart(assertion.expression, known, wrong);
  assertion.op = parts.op;
  if (parts.name == "converged") {
    throw wrong("'converged' stands alone, without a comparison", "write it like:  --assert converged");
  }
  if (parts.name == "fingerprint" || parts.name == "train.fingerprint") {
    if (assertion.op != "==" || !is_fingerprint(parts.value)) {
      throw wrong("a fingerprint needs == and 16 hexadecimal digits",
                  "write it like:  --assert 'fingerprint == 0123456789abcdef'");
    }
    assertion.about = Assertion::About::kFingerprint;
    assertion.expected = lower(parts.value);
    return assertion;
  }
  const auto fact = std::find_if(known.facts.begin(), known.facts.end(),
                                 [&](const KnownFact& one) { return one.name == parts.name; });
  if (fact != known.facts.end()) {
    assertion.about = Assertion::About::kFact;
    assertion.fact = fact->name;
    if (fact->is_number) {
      assertion.threshold = threshold_in(parts.value, wrong);
      return assertion;
    }
    assertion.expected = unquoted(parts.value);
    if (assertion.op != "==") {
      throw wrong("'" + fact->name + "' is a text, which needs ==",
                  "write it like:  --assert '" + fact->name + " == WORD'");
    }
    const auto& all = fact->words;
    if (!all.empty() && std::find(all.begin(), all.end(), parts.value) == all.end()) {
      throw wrong(
          "'" + fact->name + "' is never '" + printable(parts.value) + "'" + did_you_mean(parts.value, all),
          "it is one of:  " + join(all));
    }
    return assertion;
  }
  const std::optional<MetricRef> metric = find_metric_ref(parts.name, known);
  if (!metric) {
    std::vector<std::string> others = {"converged", "fingerprint"};
    for (const KnownFact& one : known.facts) {
      if (one.name != "fingerprint") others.push_back(one.name);
    }
    const Complaint complaint = why_unknown(parts.name, known, others);
    throw wrong(complaint.why, complaint.remedy);
  }
  assertion.metric = *metric;
  assertion.threshold = threshold_in(parts.value, wrong);
  return assertion;
}

AssertionResult check_assertion(const Assertion& assertion, const std::vector<MeasuredSplit>& splits,
                                std::string_view fingerprint, bool converged, const FactLookup& fact) {
  AssertionResult result;
  result.expression = assertion.expression;
  result.metric = assertion.metric;
  result.threshold = assertion.threshold;
  result.rows = splits.front().rows;
  switch (assertion.about) {
    case Assertion::About::kFingerprint:
      result.text = fingerprint;
      result.value = result.text;
      result.passed = fingerprint == assertion.expected;
      break;
    case Assertion::About::kConverged:
      result.text = converged ? "true" : "false";
      result.value = converged;
      result.passed = converged;
      break;
    case Assertion::About::kFact: {
      const std::variant<double, std::string> value = fact(assertion.fact);
      if (const auto* const number = std::get_if<double>(&value)) {
        result.value = *number;
        result.text = shortest(*number);
        result.passed = compare(*number, assertion.op, assertion.threshold);
      } else {
        result.text = std::get<std::string>(value);
        result.value = result.text;
        result.passed = result.text == assertion.expected;
      }
      break;
    }
    case Assertion::About::kMetric:
      for (const MeasuredSplit& split : splits) {
        if (split.name != assertion.metric.split) continue;
        const double value = value_in(split, assertion.metric, result);
        result.value = value;
        result.text = shortest(value);
        result.rows = split.rows;
        result.passed = compare(value, assertion.op, assertion.threshold);
      }
      break;
  }
  return result;
}

}  // namespace nntrain
