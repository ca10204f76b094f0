#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/exit_code.hpp"
#include "base/json_writer.hpp"
#include "dataset/table.hpp"
#include "metrics/assertion.hpp"
#include "metrics/measure.hpp"
#include "model/preprocessing.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/propagation.hpp"
#include "training/train.hpp"

namespace nntrain {

/// How a run was asked for, as far as reports tell it.
struct Recipe {
  Loss loss;
  Backprop backprop;
  double learning_rate;
  std::uint64_t seed;
  std::function<void(JsonWriter&)> write_options;  ///< the members of "options"
};

/// What a training run found, as every kind of report is shown it. Keeps views of the table, the inputs, the
/// network and the parameters.
struct RunResult {
  const Table& table;
  std::vector<std::string> input_names;  ///< of the network's inputs
  const BlockMatrix& inputs;             ///< N x I, the rows trained on
  const Network& network;
  std::span<const double> parameters;
  Recipe recipe;
  TrainingResult training;
  BlockMatrix outputs;  ///< of the rows trained on, N x 1
  Measures train;       ///< measured on those rows
  std::string fingerprint;
  std::vector<AssertionResult> asserts;
};

/// Measures a trained network and holds it against the assertions.
RunResult measure_run(const Table& table, const Preprocessing& preprocessing, const BlockMatrix& inputs,
                      const Network& network, std::span<const double> parameters, Recipe recipe,
                      const TrainingResult& training, BlockMatrix outputs,
                      const std::vector<Assertion>& assertions);

/// 4 if training diverged, else 1 if an assertion failed, else 0.
ExitCode exit_code(const RunResult& result);

/// Whether the outputs of such units say how probable a class is.
bool gives_probabilities(Activation output);

/// The names of the classes.
std::vector<std::string> labels_of(const Table& table);

/// "classify" or "regress".
std::string_view name_of(Task task);

/// "hidden1", "hidden2" ... "output".
std::string layer_name(const Network& network, std::size_t layer);

/// The names of what layer `layer` is fed: the network's inputs, or the units of the layer below
/// ("hidden1.3").
std::vector<std::string> input_names(const Network& network, std::size_t layer,
                                     const std::vector<std::string>& inputs);

}  // namespace nntrain
