#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "training/experiment.hpp"
#include "training/split.hpp"

namespace nntrain {

/// What differs between folds, seeds and starts of one experiment.
struct Trial {
  std::vector<Part> parts;  ///< the rows trained on first, then from the least to the most held-out ones
  std::uint64_t seed = 1;   ///< of weights, order of batches and dropout
  std::uint64_t first_restart = 0;  ///< starts before it are left out
};

/// A trial whose rows are ready to be learned from.
struct PreparedTrial {
  Model model;    ///< with parameters that mean nothing yet
  Splits splits;  ///< one for each part
  Recipe recipe;  ///< the experiment's, with the trial's seed
  Start start;    ///< fills in the parameters of the model that each start begins with
};

/// What a trial came to; nothing in it refers to anything outside.
struct TrialResult {
  Model model;
  Recipe recipe;
  TrainingResult training;
  std::vector<SplitResult> results;  ///< of each part
  std::string fingerprint;           ///< of the model's parameters

  const SplitResult& train() const { return results.front(); }
  const SplitResult& most_held_out() const { return results.back(); }
};

/// What a single trial is watched by.
struct TrialControl {
  /// Returns the observers of training, which may refer to the trial until training is over. May be empty.
  std::function<std::vector<TrainingObserver*>(const PreparedTrial&)> on_prepared{};
  /// Training is over, and nothing is measured yet. May be empty.
  std::function<void(const TrainingResult&)> on_trained{};
  RestartControl training{};  ///< its first start is set by the trial, its observers by on_prepared
};

/// `tables`: the one trained on, then others that rows are held out in. Throws what fit_preprocessing,
/// class_weights, check_memory (on so many threads) and make_splits throw, ModelError where the experiment's
/// start does not fit.
PreparedTrial prepare_trial(const Experiment& experiment, const std::vector<Table>& tables,
                            const Trial& trial, std::size_t threads);

/// The same of the last trial on a table; see take_splits.
PreparedTrial prepare_last_trial(const Experiment& experiment, Table& table, const OtherTables& others,
                                 const Trial& trial, std::size_t threads);

/// Trains and measures it.
TrialResult run_prepared(PreparedTrial prepared, const Trial& trial, const TrialControl& control,
                         Workers& workers);

/// Prepares, trains and measures a trial on tables that stay as they are. Its results keep the splits without
/// their samples.
TrialResult run_trial(const Experiment& experiment, const std::vector<Table>& tables, const Trial& trial,
                      const TrialControl& control, Workers& workers);

/// Runs the trials side by side, the same bits as run_trial for each. `signal`: as of RestartControl; it is
/// called by several threads at a time.
std::vector<TrialResult> run_trials(const Experiment& experiment, const std::vector<Table>& tables,
                                    const std::vector<Trial>& trials, const std::function<int()>& signal,
                                    Workers& workers);

}  // namespace nntrain
