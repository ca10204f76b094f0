#include "report/test_cases.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/text.hpp"
#include "report/advice.hpp"
#include "report/runs_report.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

/// `diverged`: what is said of a training that diverged, or "". The order is that of the exit codes.
TestCase case_of(const OutputLosses& losses, const std::string& diverged) {
  if (noted_signal() != 0)
    return run_case("signal", fmt::format("stopped by {}", stop_signal(noted_signal()).name));
  if (!losses.is_complete)
    return run_case("output", losses.lost.empty() ? "out of memory" : join(losses.lost, "; "));
  return diverged.empty() ? run_case() : run_case("diverged", diverged);
}

std::vector<TestCase> with_asserts(TestCase run, const std::vector<AssertionResult>& asserts) {
  std::vector<TestCase> cases = assert_cases(asserts);
  cases.insert(cases.begin(), std::move(run));
  return cases;
}

}  // namespace

TestCase run_case(const std::string& error_type, const std::string& message) {
  if (error_type.empty()) return {.name = "run"};
  return {.name = "run", .outcome = TestCase::Outcome::kError, .type = error_type, .message = message};
}

std::vector<TestCase> assert_cases(const std::vector<AssertionResult>& asserts) {
  std::vector<TestCase> cases;
  for (const AssertionResult& assertion : asserts) {
    std::string what = fmt::format("it is {} (n = {}", assertion.text, assertion.rows);
    if (assertion.runs > 0) what += ", " + counted(assertion.runs, "run");
    what += ")";
    if (!std::isnan(assertion.interval.low)) {
      what += fmt::format("; 95 % interval: {} to {}", metric_text(assertion.interval.low),
                          metric_text(assertion.interval.high));
    }
    TestCase one{.name = assertion.expression};
    if (assertion.passed) {
      one.details = what;
    } else {
      one.outcome = TestCase::Outcome::kFailed;
      one.type = "assert";
      one.message = assertion.expression + ": " + what;
    }
    cases.push_back(std::move(one));
  }
  return cases;
}

std::vector<TestCase> test_cases(const RunResult& result) {
  std::string diverged;
  if (result.training.stop == StopReason::kDiverged) {
    const std::optional<Advice> advice = advice_on(result);
    diverged = advice ? advice->text() : "training diverged";
  }
  return with_asserts(case_of(result, diverged), result.asserts);
}

std::vector<TestCase> test_cases(const RunsResult& result) {
  const bool has_lost = result.final && !result.final->is_complete;
  return with_asserts(
      case_of(has_lost ? static_cast<const OutputLosses&>(*result.final) : result, diverged_text(result)),
      result.asserts);
}

}  // namespace nntrain
