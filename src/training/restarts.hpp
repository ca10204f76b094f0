#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "optimizer/make_optimizer.hpp"
#include "training/train.hpp"

namespace nntrain {

/// How a network is trained.
struct Recipe {
  Objective objective;
  OptimizerOptions optimizer;
  TrainingPlan plan;
  std::uint64_t restarts = 1;  ///< starts that are tried
};

/// Fills in the parameters that the start numbered `restart` (from 0) begins with.
using Start = std::function<void(std::uint64_t restart, std::span<double> parameters)>;

/// What one start came to.
struct Outcome {
  TrainingResult result;
  std::vector<double> parameters;
};

/// Where training from several starts stands.
struct Checkpoint {
  std::uint64_t restart = 0;           ///< the start that is trained, or how many there are once all are done
  std::optional<TrainingState> state;  ///< of that start; none: it has not begun
  std::optional<Outcome> best;         ///< of the starts before
  std::uint64_t evaluations = 0;       ///< of the starts before
};

/// What training from starts is watched by, and what it hears from outside; see TrainingControl.
struct RestartControl {
  std::vector<TrainingObserver*> observers{};
  std::function<int()> signal{};
  std::function<void(const Checkpoint&)> keep{};
  std::uint64_t keep_every = 0;
  const Checkpoint* from = nullptr;
  std::uint64_t first_restart = 0;  ///< starts before it are left out; below recipe.restarts
};

/// Trains from all starts of the recipe and leaves in `parameters` the best result: the one with the lowest
/// validation loss, where there are validation rows, else with the lowest loss on the rows trained on; one
/// that diverged only if all did. Its iterations and stop are told, the evaluations and seconds of all
/// together. Throws ModelError for a state to go on from that is not of such a network and optimiser.
TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const RestartControl& control, Workers& workers = Workers::caller());

}  // namespace nntrain
