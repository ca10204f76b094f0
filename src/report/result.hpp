#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/exit_code.hpp"
#include "base/json_writer.hpp"
#include "base/thread_pool.hpp"
#include "dataset/table.hpp"
#include "metrics/assertion.hpp"
#include "metrics/measure.hpp"
#include "model/model.hpp"
#include "training/history.hpp"
#include "training/restarts.hpp"
#include "training/split.hpp"

namespace nntrain {

/// A finished run: what went in and what came out. Keeps views of the table, the model and the splits.
struct Run {
  const Table& table;
  const Model& model;
  const Splits& splits;
  Recipe recipe;
  TrainingResult training;
  std::function<void(JsonWriter&)> write_options;  ///< the members of "options"
  std::function<void(JsonWriter&)> write_receipt;  ///< what receipt_of() reads
  std::vector<std::string> warnings;               ///< of what the data are like
  std::string preparation;                         ///< how inputs, rows and weights were made ready, or ""
  std::size_t threads = 1;                         ///< that shared the work
  History history;                                 ///< of the start whose result this is, if it was kept
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

/// Measures a model on one split; its loss is computed where it is not known. Of a regression the outputs are
/// brought back to the target's own scale.
SplitResult measure_split(const Model& model, const Objective& objective, const Split& split,
                          std::optional<double> loss, ThreadPool& pool);

/// As assertions look at it. Keeps a reference.
MeasuredSplit measured_split(const SplitResult& result);

/// What such a run will have measured: for --print and --assert.
KnownMetrics known_metrics(const Model& model, const Splits& splits);

/// 1 if one failed, else 0.
ExitCode exit_code(const std::vector<AssertionResult>& asserts);

/// 4 if training diverged, 130 or 143 if a signal stopped it, else as the assertions say.
ExitCode exit_code(const RunResult& result);

}  // namespace nntrain
