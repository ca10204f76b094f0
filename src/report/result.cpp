#include "report/result.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <variant>

#include "base/interruption.hpp"
#include "base/ranks.hpp"

namespace nntrain {

std::vector<AssertionResult> check_assertions(const std::vector<Assertion>& assertions,
                                              std::span<const SplitResult> results,
                                              std::string_view fingerprint, std::string_view stop,
                                              const FactLookup& fact) {
  std::vector<MeasuredSplit> measured;
  for (const SplitResult& one : results) {
    measured.push_back({one.split.name, one.all_rows(),
                        [&one](std::string_view name) { return find_metric(one.measures, name); }});
  }
  const bool converged = has_converged(value_called<StopReason>(stop).value_or(StopReason::kIterations));
  std::vector<AssertionResult> asserts;
  for (const Assertion& assertion : assertions) {
    AssertionResult& checked =
        asserts.emplace_back(check_assertion(assertion, measured, fingerprint, converged, fact));
    const auto* const value = std::get_if<double>(&checked.value);
    const bool is_unknown = value != nullptr && std::isnan(*value);
    const bool is_measured = std::all_of(results.begin(), results.end(), [&](const SplitResult& one) {
      return one.split.name != assertion.metric.split || one.measures.is_complete;
    });
    if (is_unknown && !is_measured) checked.text = "not measured";
  }
  return asserts;
}

ExitCode exit_code(const std::vector<AssertionResult>& asserts) {
  const bool all_passed = std::all_of(asserts.begin(), asserts.end(),
                                      [](const AssertionResult& assertion) { return assertion.passed; });
  return all_passed ? ExitCode::kDone : ExitCode::kAnswerNo;
}

bool RunResult::is_finished() const {
  const bool ended_early = training.stop == StopReason::kDiverged || training.stop == StopReason::kSignal;
  return !ended_early && exit_code(asserts) == ExitCode::kDone;
}

void OutputLosses::lose(const char* output, const std::exception_ptr& error) {
  try {
    try {
      std::rethrow_exception(error);
    } catch (const DataError& failure) {
      if (failure.code() == ExitCode::kClosedPipe) {
        is_pipe_closed = true;
        return;
      }
      is_complete = false;
      if (std::find(lost.begin(), lost.end(), failure.what()) != lost.end()) return;
      print_error(failure.what(), failure.remedy().text().c_str());
      lost.emplace_back(failure.what());
    }
  } catch (const std::bad_alloc&) {
    if (Ranks::all().are_many()) throw;  // others may wait for what this one would have told them
    is_complete = false;
    std::array<char, 200> message{};
    std::snprintf(message.data(), message.size(), "cannot write %s: out of memory", output);
    print_error(message.data());
  }
}

RunStatus status_of(const std::vector<AssertionResult>& asserts) {
  return exit_code(asserts) == ExitCode::kDone ? RunStatus::kDone : RunStatus::kFailedAssert;
}

RunStatus status_of(const RunResult& result) {
  if (noted_signal() != 0 || result.training.stop == StopReason::kSignal) return RunStatus::kSignal;
  if (result.training.stop == StopReason::kDiverged) return RunStatus::kDiverged;
  const RunStatus status = status_of(result.asserts);
  return status == RunStatus::kDone && result.training.stop == StopReason::kTime ? RunStatus::kTime : status;
}

ExitCode exit_code(const RunResult& result) {
  if (noted_signal() != 0) return stop_signal(noted_signal()).exit_code;
  if (!result.is_complete) return ExitCode::kData;
  if (result.training.stop == StopReason::kDiverged) return ExitCode::kTraining;
  return or_closed_pipe(exit_code(result.asserts), !result.is_pipe_closed);
}

}  // namespace nntrain
