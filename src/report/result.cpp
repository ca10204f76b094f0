#include "report/result.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "metrics/class_metric.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {

namespace {

/// Outputs of a network that learned a scaled target become values again.
void scale_back(const TargetScale& scale, BlockMatrix& outputs) {
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    outputs.set(row, 0, std::fma(outputs.at(row, 0), scale.divisor, scale.centre));
  }
}

}  // namespace

RunResult measure_run(Run run, const std::vector<Assertion>& assertions, ThreadPool& pool) {
  RunResult result{std::move(run), {}, {}, {}};
  const std::vector<std::string> labels = class_labels(result.table);
  for (const Split& split : result.splits) {
    LossGradient function(result.network, result.recipe.objective, split.samples.inputs.block_count(), 0,
                          pool);
    BlockMatrix outputs(result.network.outputs());
    function.outputs(split.samples, result.parameters, outputs);
    const bool is_train = &split == &result.splits.front();  // whose loss training has told
    const double loss = is_train ? result.training.loss : function.value(split.samples, result.parameters);
    if (!result.target_scale.is_identity()) scale_back(result.target_scale, outputs);
    Measures measures = labels.empty() ? measure_values(outputs, split.truth, loss)
                                       : measure_classes(outputs, split.truth, labels,
                                                         are_probabilities(result.network), loss, pool);
    result.results.push_back({split, std::move(outputs), std::move(measures)});
  }
  result.fingerprint = fingerprint(result.parameters);
  std::vector<MeasuredSplit> measured;
  for (const SplitResult& one : result.results) {
    measured.push_back({one.split.name, one.outputs.rows(),
                        [&one](std::string_view name) { return find_metric(one.measures, name); }});
  }
  const Stop stop = result.training.stop;
  const bool converged = stop == Stop::kTolerance || stop == Stop::kPatience;
  for (const Assertion& assertion : assertions) {
    result.asserts.push_back(evaluate(assertion, measured, result.fingerprint, converged));
  }
  return result;
}

KnownMetrics known_metrics(const Table& table, const Network& network, const Splits& splits) {
  KnownMetrics known;
  for (const Split& split : splits) known.splits.push_back(split.name);
  known.labels = class_labels(table);
  known.names = known.labels.empty() ? value_metric_names() : class_metric_names(are_probabilities(network));
  return known;
}

bool are_probabilities(const Network& network) {
  const Activation activation = network.layers().back().activation;
  return activation == Activation::kSigmoid || activation == Activation::kSoftmax;
}

std::vector<std::string> class_labels(const Table& table) {
  std::vector<std::string> labels;
  for (const ClassLabel& one : table.classes) labels.push_back(one.label);
  return labels;
}

ExitCode exit_code(const RunResult& result) {
  if (result.training.stop == Stop::kDiverged) return ExitCode::kTraining;
  const bool all_passed = std::all_of(result.asserts.begin(), result.asserts.end(),
                                      [](const AssertionResult& assertion) { return assertion.passed; });
  return all_passed ? ExitCode::kDone : ExitCode::kAnswerNo;
}

std::string_view name_of(Task task) {
  return task == Task::kClassify ? "classify" : "regress";
}

std::string layer_name(const Network& network, std::size_t layer) {
  return layer + 1 == network.layers().size() ? "output" : fmt::format("hidden{}", layer + 1);
}

std::vector<std::string> input_names(const Run& run, std::size_t layer) {
  if (layer == 0) return run.inputs;
  std::vector<std::string> names;
  for (std::size_t unit = 1; unit <= run.network.layers()[layer].inputs; ++unit) {
    names.push_back(fmt::format("{}.{}", layer_name(run.network, layer - 1), unit));
  }
  return names;
}

}  // namespace nntrain
