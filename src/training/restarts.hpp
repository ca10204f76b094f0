#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "metrics/threshold.hpp"
#include "optimizer/make_optimizer.hpp"
#include "training/train.hpp"

namespace nntrain {

/// How to train a network.
struct Recipe {
  Objective objective;
  OptimizerOptions optimizer;
  TrainingPlan plan;
  bool derives_l2 = false;     ///< whether the trial sets objective.l2, by usual_l2()
  std::uint64_t restarts = 1;  ///< number of starts
  std::uint64_t ensemble =
      1;           ///< number of networks, each from a start of its own, whose outputs are averaged
  double bag = 0;  ///< the share of the training rows that each network of an ensemble holds out; 0: none
  bool refits = false;        ///< whether the passes found on held-out rows are then made on all rows
  bool calibrates = false;    ///< whether a temperature is found on held-out rows
  ThresholdPlan threshold{};  ///< how two classes are told apart
};

/// The largest number of vectors with the length of the parameters that training keeps besides them: those of
/// the optimizer, and an average.
std::size_t vectors_kept(const Recipe& recipe);

/// Sets the initial parameters of start `restart` (0-based).
using Start = std::function<void(std::uint64_t restart, std::span<double> parameters)>;

/// The result of one start.
struct Outcome {
  TrainingResult result;
  std::vector<double> parameters;
};

/// The state of training from several starts.
struct Checkpoint {
  std::uint64_t restart = 0;           ///< the current start (0-based), or the number of starts at the end
  std::optional<TrainingState> state;  ///< of the current start; nullopt if it has not begun
  std::optional<Outcome> best;         ///< of the earlier starts
  std::uint64_t evaluations = 0;       ///< of the earlier starts
};

/// The observers and callbacks of training from several starts, see TrainingControl.
struct RestartControl {
  std::vector<TrainingObserver*> observers{};
  std::function<void(const Checkpoint&)> keep{};
  KeepPace keep_pace{};
  const Checkpoint* from = nullptr;
  std::uint64_t first_restart = 0;  ///< earlier starts are skipped; below recipe.restarts
};

/// Trains all starts of the recipe and writes the parameters of the best one. It has the best value
/// of recipe.plan.watched on the validation rows, or on the training rows if there are none; of equals the
/// first; a diverged start only counts if all diverged. The result has the iterations and the stop of the
/// best start (or the time limit or signal that ended the starts early), and the evaluations and seconds of
/// all. Throws ModelError if the state in control.from does not fit.
TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const RestartControl& control, Workers& workers = Workers::caller());

}  // namespace nntrain
