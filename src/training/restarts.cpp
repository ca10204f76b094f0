#include "training/restarts.hpp"

#include <algorithm>
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

}  // namespace

TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const std::vector<TrainingObserver*>& observers) {
  TrainingResult best;
  TrainingPlan plan = recipe.plan;
  std::vector<double> here(parameters.size());
  double seconds = 0;
  std::size_t evaluations = 0;
  for (plan.restart = 0; plan.restart < recipe.restarts; ++plan.restart) {
    if (recipe.plan.max_seconds > 0 && plan.restart > 0) {  // all starts share the time
      plan.max_seconds = recipe.plan.max_seconds - seconds;
      if (plan.max_seconds <= 0) {
        best.stop = Stop::kTime;
        break;
      }
    }
    start(plan.restart, here);
    const std::unique_ptr<Optimizer> optimizer = make_optimizer(recipe.optimizer, here.size());
    LossGradient function(network, recipe.objective, most_blocks(splits),
                          RandomStream(plan.seed, RandomPurpose::kDropout, plan.restart).next());
    const TrainingResult result = train(function, *optimizer, splits, plan, here, observers);
    seconds += result.seconds;
    evaluations += result.evaluations;
    if (plan.restart > 0 && !is_better(result, best)) continue;
    best = result;
    std::copy(here.begin(), here.end(), parameters.begin());
  }
  best.seconds = seconds;
  best.evaluations = evaluations;
  return best;
}

}  // namespace nntrain
