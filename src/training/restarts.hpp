#pragma once

#include <cstdint>
#include <functional>
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

/// Trains from all starts of the recipe and leaves in `parameters` the best result: the one with the lowest
/// validation loss, where there are validation rows, else with the lowest loss on the rows trained on; one
/// that diverged only if all did. Its iterations and stop are told, the evaluations and seconds of all
/// together.
TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const std::vector<TrainingObserver*>& observers,
                                 ThreadPool& pool = ThreadPool::caller());

}  // namespace nntrain
