#include "report/result.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/fingerprint.hpp"

namespace nntrain {

RunResult measure_run(const Table& table, const Preprocessing& preprocessing, const BlockMatrix& inputs,
                      const Network& network, std::span<const double> parameters, Recipe recipe,
                      const TrainingResult& training, BlockMatrix outputs,
                      const std::vector<Assertion>& assertions) {
  Measures measures =
      table.task == Task::kClassify
          ? measure_classes(outputs, table.targets, labels_of(table),
                            gives_probabilities(network.layers().back().activation), training.loss)
          : measure_values(outputs, table.targets, training.loss);
  const std::string print = fingerprint(parameters);
  const std::vector<MeasuredSplit> splits = {
      {"train", outputs.rows(), [&](std::string_view name) { return find_metric(measures, name); }}};
  const bool converged = false;  // the iteration limit and divergence are the only ends so far
  std::vector<AssertionResult> asserts;
  for (const Assertion& assertion : assertions) {
    asserts.push_back(evaluate(assertion, splits, print, converged));
  }
  return {table,
          preprocessing.input_names(),
          inputs,
          network,
          parameters,
          std::move(recipe),
          training,
          std::move(outputs),
          std::move(measures),
          print,
          std::move(asserts)};
}

ExitCode exit_code(const RunResult& result) {
  if (result.training.stop == Stop::kDiverged) return ExitCode::kTraining;
  const bool all_passed = std::all_of(result.asserts.begin(), result.asserts.end(),
                                      [](const AssertionResult& assertion) { return assertion.passed; });
  return all_passed ? ExitCode::kDone : ExitCode::kAnswerNo;
}

bool gives_probabilities(Activation output) {
  return output == Activation::kSigmoid;
}

std::vector<std::string> labels_of(const Table& table) {
  std::vector<std::string> labels;
  for (const ClassLabel& label : table.classes) labels.push_back(label.label);
  return labels;
}

std::string_view name_of(Task task) {
  return task == Task::kClassify ? "classify" : "regress";
}

std::string layer_name(const Network& network, std::size_t layer) {
  return layer + 1 == network.layers().size() ? "output" : fmt::format("hidden{}", layer + 1);
}

std::vector<std::string> input_names(const Network& network, std::size_t layer,
                                     const std::vector<std::string>& inputs) {
  if (layer == 0) return inputs;
  std::vector<std::string> names;
  for (std::size_t unit = 1; unit <= network.layers()[layer].inputs; ++unit) {
    names.push_back(fmt::format("{}.{}", layer_name(network, layer - 1), unit));
  }
  return names;
}

}  // namespace nntrain
