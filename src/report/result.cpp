#include "report/result.hpp"

#include <algorithm>
#include <csignal>
#include <utility>

#include "base/fingerprint.hpp"
#include "metrics/class_metric.hpp"
#include "model/predictor.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {

SplitResult measure_split(const Model& model, const Objective& objective, const Split& split,
                          std::optional<double> loss, ThreadPool& pool) {
  LossGradient function(model.network, objective, split.samples.inputs.block_count(), 0, pool);
  BlockMatrix outputs(model.network.outputs());
  function.outputs(split.samples, model.parameters, outputs);
  if (!loss) loss = function.value(split.samples, model.parameters);
  scale_back(model.target.scale, outputs);
  const std::vector<std::string> labels = model.target.labels();
  Measures measures = labels.empty() ? measure_values(outputs, split.truth, *loss)
                                     : measure_classes(outputs, split.truth, labels,
                                                       are_probabilities(model.network), *loss, pool);
  return {split, std::move(outputs), std::move(measures)};
}

MeasuredSplit measured_split(const SplitResult& result) {
  return {result.split.name, result.outputs.rows(),
          [&result](std::string_view name) { return find_metric(result.measures, name); }};
}

RunResult measure_run(Run run, const std::vector<Assertion>& assertions, ThreadPool& pool) {
  RunResult result{std::move(run), {}, {}, {}};
  for (const Split& split : result.splits) {
    const bool is_train = &split == &result.splits.front();  // whose loss training has told
    result.results.push_back(measure_split(result.model, result.recipe.objective, split,
                                           is_train ? std::optional(result.training.loss) : std::nullopt,
                                           pool));
  }
  result.fingerprint = fingerprint(result.model.parameters);
  std::vector<MeasuredSplit> measured;
  for (const SplitResult& one : result.results) measured.push_back(measured_split(one));
  const Stop stop = result.training.stop;
  const bool converged = stop == Stop::kTolerance || stop == Stop::kPatience;
  for (const Assertion& assertion : assertions) {
    result.asserts.push_back(evaluate(assertion, measured, result.fingerprint, converged));
  }
  return result;
}

KnownMetrics known_metrics(const Model& model, const Splits& splits) {
  KnownMetrics known;
  for (const Split& split : splits) known.splits.push_back(split.name);
  known.labels = model.target.labels();
  known.names =
      known.labels.empty() ? value_metric_names() : class_metric_names(are_probabilities(model.network));
  return known;
}

ExitCode exit_code(const std::vector<AssertionResult>& asserts) {
  const bool all_passed = std::all_of(asserts.begin(), asserts.end(),
                                      [](const AssertionResult& assertion) { return assertion.passed; });
  return all_passed ? ExitCode::kDone : ExitCode::kAnswerNo;
}

ExitCode exit_code(const RunResult& result) {
  if (result.training.stop == Stop::kDiverged) return ExitCode::kTraining;
  if (result.training.stop == Stop::kSignal) {
    return result.training.signal == SIGTERM ? ExitCode::kTerminated : ExitCode::kInterrupted;
  }
  return exit_code(result.asserts);
}

}  // namespace nntrain
