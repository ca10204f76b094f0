#include "training/restarts.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

namespace nntrain {
namespace {

std::size_t most_blocks(const Splits& splits) {
  std::size_t most = 0;
  for (const Split& split : splits) most = std::max(most, split.samples.inputs.block_count());
  return most;
}

/// The lower of two is the better one; what diverged is worse than all that did not.
bool is_better(const TrainingResult& a, const TrainingResult& b) {
  const bool a_diverged = a.stop == Stop::kDiverged;
  const bool b_diverged = b.stop == Stop::kDiverged;
  if (a_diverged != b_diverged) return b_diverged;
  const double a_loss = a.validation_loss.value_or(a.loss);
  const double b_loss = b.validation_loss.value_or(b.loss);
  return a_loss < b_loss || (std::isnan(b_loss) && !std::isnan(a_loss));
}

/// What one start came to.
struct Outcome {
  TrainingResult result;
  std::vector<double> parameters;
};

Outcome train_one(const Recipe& recipe, const TrainingPlan& plan, const Start& start, const Network& network,
                  const Splits& splits, const std::vector<TrainingObserver*>& observers, ThreadPool& pool) {
  Outcome outcome{{}, std::vector<double>(network.parameter_count())};
  start(plan.restart, outcome.parameters);
  const std::unique_ptr<Optimizer> optimizer = make_optimizer(recipe.optimizer, outcome.parameters.size());
  LossGradient function(network, recipe.objective, most_blocks(splits),
                        RandomStream(plan.seed, RandomPurpose::kDropout, plan.restart).next(), pool);
  outcome.result = train(function, *optimizer, splits, plan, outcome.parameters, observers);
  return outcome;
}

}  // namespace

TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const std::vector<TrainingObserver*>& observers, ThreadPool& pool) {
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [begin] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  // Nobody watching, several starts run side by side, a thread each; else all threads work on one after
  // another.
  const bool side_by_side = observers.empty() && recipe.restarts > 1;
  const std::size_t at_a_time = side_by_side ? pool.size() : 1;
  TrainingResult best;
  std::size_t evaluations = 0;
  for (std::uint64_t first = 0; first < recipe.restarts; first += at_a_time) {
    TrainingPlan plan = recipe.plan;
    if (plan.max_seconds > 0 && first > 0) {  // all starts share the time
      plan.max_seconds -= seconds();
      if (plan.max_seconds <= 0) {
        best.stop = Stop::kTime;
        break;
      }
    }
    std::vector<Outcome> outcomes(std::min<std::uint64_t>(at_a_time, recipe.restarts - first));
    pool.run(outcomes.size(), [&](std::size_t i, std::size_t) {
      TrainingPlan own = plan;
      own.restart = first + i;
      outcomes[i] = train_one(recipe, own, start, network, splits, observers,
                              side_by_side ? ThreadPool::caller() : pool);
    });
    for (const Outcome& outcome : outcomes) {
      evaluations += outcome.result.evaluations;
      if (outcome.result.restart > 0 && !is_better(outcome.result, best)) continue;
      best = outcome.result;
      std::copy(outcome.parameters.begin(), outcome.parameters.end(), parameters.begin());
    }
  }
  best.seconds = seconds();
  best.evaluations = evaluations;
  return best;
}

}  // namespace nntrain
