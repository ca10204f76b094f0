#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/exit_code.hpp"
#include "base/json_writer.hpp"
#include "base/thread_pool.hpp"
#include "dataset/table.hpp"
#include "metrics/assertion.hpp"
#include "metrics/measure.hpp"
#include "model/preprocessing.hpp"
#include "network/network.hpp"
#include "training/restarts.hpp"
#include "training/split.hpp"

namespace nntrain {

/// A finished run: what went in and what came out. Keeps views of the table, the network, the splits and the
/// parameters.
struct Run {
  const Table& table;
  std::vector<std::string> inputs;  ///< the names of the network's inputs
  const Network& network;
  const Splits& splits;
  Recipe recipe;
  TrainingResult training;
  std::span<const double> parameters;
  std::function<void(JsonWriter&)> write_options;  ///< the members of "options"
  std::vector<std::string> warnings;               ///< of what the data are like
  std::string preparation;                         ///< how inputs, rows and weights were made ready, or ""
  std::size_t threads = 1;                         ///< that shared the work
  TargetScale target_scale;                        ///< of a regression
};

/// What was measured on one split.
struct SplitResult {
  const Split& split;
  BlockMatrix outputs;  ///< N x O; of a regression on the target's own scale
  Measures measures;
};

/// What a run found, as every kind of report is shown it.
struct RunResult : Run {
  std::vector<SplitResult> results;  ///< of each split, the rows trained on first
  std::string fingerprint;
  std::vector<AssertionResult> asserts;

  const SplitResult& train() const { return results.front(); }
  const SplitResult& most_held_out() const { return results.back(); }
};

/// Measures a trained network on all splits and holds it against the assertions.
RunResult measure_run(Run run, const std::vector<Assertion>& assertions, ThreadPool& pool);

/// What such a run will have measured: for --print and --assert.
KnownMetrics known_metrics(const Table& table, const Network& network, const Splits& splits);

/// Whether a network's outputs are probabilities: sigmoid or softmax.
bool are_probabilities(const Network& network);

/// The names of a table's classes.
std::vector<std::string> class_labels(const Table& table);

/// 4 if training diverged, else 1 if an assertion failed, else 0.
ExitCode exit_code(const RunResult& result);

/// "classify" or "regress".
std::string_view name_of(Task task);

/// "hidden1", "hidden2" ... "output".
std::string layer_name(const Network& network, std::size_t layer);

/// The names of what layer `layer` is fed: the inputs, or the units of the layer below ("hidden1.3").
std::vector<std::string> input_names(const Run& run, std::size_t layer);

}  // namespace nntrain
