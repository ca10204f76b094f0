#include "report/runs_result.hpp"

#include <algorithm>

#include "model/spread_json.hpp"
#include "training/split.hpp"

namespace nntrain {
namespace {

bool is_about_test(const Assertion& assertion) {
  return assertion.about == Assertion::About::kMetric && !assertion.metric.over;
}

}  // namespace

std::size_t RunsResult::diverged() const {
  return static_cast<std::size_t>(
      std::count_if(runs.results.begin(), runs.results.end(),
                    [](const TrialResult& run) { return run.training.stop == StopReason::kDiverged; }));
}

std::size_t RunsResult::ended() const {
  return static_cast<std::size_t>(
      std::count_if(runs.results.begin(), runs.results.end(),
                    [](const TrialResult& run) { return run.training.stop != StopReason::kSignal; }));
}

const SplitResult* RunsResult::test() const {
  return has_test && final ? &final->most_held_out() : nullptr;
}

std::size_t RunsResult::rows_in(const std::string& part) const {
  std::size_t rows = 0;
  for (std::size_t run = 0; run < std::max<std::size_t>(1, runs.folds); ++run) {
    for (const SplitResult& one : runs.results[run].results) {
      if (one.split.name == part) rows += static_cast<std::size_t>(metric(one.measures, "rows"));
    }
    if (part != kCvPart) break;
  }
  return rows;
}

CvFigures figures_of(const RunsResult& result) {
  const KnownMetrics known = known_in(result);
  CvFigures figures{result.runs.folds, result.runs.repeats};
  for (const std::string& name : spread_metrics(known.names, known.labels))
    figures.metrics.emplace_back(name, spread_in(result.runs, kCvPart, name));
  return figures;
}

KnownMetrics known_in_runs(const std::vector<std::string>& parts, bool has_test,
                           const std::vector<std::string>& labels, Activation output) {
  KnownMetrics known = known_metrics(parts, labels, output);
  known.spread = parts;
  if (has_test) known.splits.insert(known.splits.end() - 1, "test");
  known.names.erase(std::remove_if(known.names.begin(), known.names.end(),
                                   [&](const std::string& name) {
                                     const bool is_bound = name == "accuracy_low" || name == "accuracy_high";
                                     return is_bound && !has_test;  // low() and high() say it
                                   }),
                    known.names.end());
  return known;
}

KnownMetrics known_in(const RunsResult& result) {
  return known_in_runs(result.runs.parts(), result.has_test, result.model().target.labels(),
                       result.network().layers().back().activation);
}

std::vector<AssertionResult> check_assertions(const std::vector<Assertion>& assertions,
                                              const RunsResult& result, const FactLookup& fact) {
  std::vector<MeasuredSplit> measured;
  for (const std::string& part : result.runs.parts()) {
    const auto spread = [&result, part](std::string_view name) { return spread_in(result.runs, part, name); };
    measured.push_back({part, result.rows_in(part), {}, spread});
  }
  if (const SplitResult* const test = result.test()) {
    measured.push_back({"test", test->outputs.rows(),
                        [test](std::string_view name) { return find_metric(test->measures, name); }});
  }
  const bool converged = std::all_of(result.runs.results.begin(), result.runs.results.end(),
                                     [](const TrialResult& run) { return has_converged(run.training.stop); });
  std::vector<AssertionResult> asserts;
  for (const Assertion& assertion : assertions) {
    if (is_about_test(assertion) && result.test() == nullptr) continue;
    asserts.push_back(check_assertion(assertion, measured, result.fingerprint, converged, fact));
  }
  return asserts;
}

RunStatus status_of(const TrialResult& run) {
  switch (run.training.stop) {
    case StopReason::kSignal:
      return RunStatus::kSignal;
    case StopReason::kDiverged:
      return RunStatus::kDiverged;
    case StopReason::kTime:
      return RunStatus::kTime;
    default:
      return RunStatus::kDone;
  }
}

RunStatus status_of(const RunsResult& result) {
  if (noted_signal() != 0) return RunStatus::kSignal;
  RunStatus worst = status_of(result.asserts);
  bool is_time = false;
  const auto look_at = [&](const TrialResult& run) {
    const RunStatus status = status_of(run);
    if (status == RunStatus::kDiverged || status == RunStatus::kSignal) worst = std::min(worst, status);
    is_time |= status == RunStatus::kTime;
  };
  for (const TrialResult& run : result.runs.results) look_at(run);
  if (result.final) look_at(*result.final);
  return worst == RunStatus::kDone && is_time ? RunStatus::kTime : worst;
}

ExitCode exit_code(const RunsResult& result) {
  if (noted_signal() != 0) return stop_signal(noted_signal()).exit_code;
  if (!result.is_complete || (result.final && !result.final->is_complete)) return ExitCode::kData;
  switch (status_of(result)) {
    case RunStatus::kSignal:
    case RunStatus::kDiverged:
      return ExitCode::kTraining;
    case RunStatus::kFailedAssert:
      return ExitCode::kAnswerNo;
    case RunStatus::kTime:
    case RunStatus::kDone:
      break;
  }
  return ExitCode::kDone;
}

}  // namespace nntrain
