#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "training/experiment.hpp"
#include "training/split.hpp"
#include "training/trial_result.hpp"

namespace nntrain {

/// What differs between the folds, seeds and starts of an experiment.
struct Trial {
  std::vector<SplitSpec> parts;         ///< the training rows first, the most held-out rows last
  std::uint64_t seed = 1;               ///< for weights, batches and dropout
  std::uint64_t first_restart = 0;      ///< earlier starts are skipped
  std::uint64_t bag_seed = 1;           ///< for which rows the networks of an ensemble hold out
  std::vector<std::uint64_t> passes{};  ///< see RestartControl
};

/// A trial that is ready for training.
struct PreparedTrial {
  Model model;    ///< the parameters are not set yet
  Splits splits;  ///< one per part
  Recipe recipe;  ///< of the experiment, with the seed of the trial
  Start start;    ///< sets the initial parameters of a network
  Bags bags{};    ///< the training rows that each network holds out, or none
};

/// The callbacks of a single trial.
struct TrialControl {
  /// Returns the observers of training. They may refer to the trial until training ends. May be empty.
  std::function<std::vector<TrainingObserver*>(const PreparedTrial&)> on_prepared{};
  /// Called after training and before the measurements. May be empty.
  std::function<void(const TrainingResult&)> on_trained{};
  RestartControl training{};  ///< run_prepared sets all that is of the trial, and the observers
};

/// Prepares one of `runs` trials. `tables` has the table with the training rows first, then others with
/// held-out rows.
/// Throws as fit_preprocessing, class_weights, check_memory (on `threads` threads) and make_splits, and
/// ModelError if the initial parameters of the experiment do not fit.
PreparedTrial prepare_trial(const Experiment& experiment, const std::vector<Table>& tables,
                            const Trial& trial, std::size_t threads, std::size_t runs = 1);

/// The same for the last trial on a table, with less memory; see take_splits.
PreparedTrial prepare_last_trial(const Experiment& experiment, Table& table, const OtherTables& others,
                                 const Trial& trial, std::size_t threads);

/// Trains and measures a prepared trial. The temperature, the threshold and the measures of validation rows
/// are those of the networks before the refit, which have not been trained on held-out rows. What a signal
/// leaves no time for is not measured. Throws TrainingError if a watched metric that chooses weights is
/// undefined on its rows or on those of a bag, and as find_threshold().
TrialResult run_prepared(PreparedTrial prepared, const Trial& trial, const TrialControl& control,
                         Workers& workers);

/// Prepares, trains and measures a trial; the tables stay unchanged. The results have no samples.
TrialResult run_trial(const Experiment& experiment, const std::vector<Table>& tables, const Trial& trial,
                      const TrialControl& control, Workers& workers);

/// Makes trial number `i`, when it is its turn.
using MakeTrial = std::function<Trial(std::size_t i)>;

/// Runs `count` trials in parallel, with the same bits as run_trial; they are dealt to the ranks, unless
/// these have other rows each. `on_end`, if any, is called after each with its number, one call at a time: at
/// once where it was run, and at the end with what that has left on the other ranks.
std::vector<TrialResult> run_trials(const Experiment& experiment, const std::vector<Table>& tables,
                                    std::size_t count, const MakeTrial& make, Workers& workers,
                                    const std::function<void(std::size_t, TrialResult&)>& on_end = {});

}  // namespace nntrain
