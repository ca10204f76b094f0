#include "training/restarts.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "metrics/measure.hpp"

namespace nntrain {
namespace {

std::size_t most_blocks(const Splits& splits) {
  std::size_t most = 0;
  for (const Split& split : splits) most = std::max(most, split.samples.inputs.block_count());
  return most;
}

/// What decides which start is the best.
double watched_of(const TrainingResult& result) {
  return result.watched.value_or(result.validation_loss.value_or(result.loss));
}

/// Whether the start `a` is better than `b`. A diverged start is worse than any other.
bool is_better_start(Goal goal, const TrainingResult& a, const TrainingResult& b) {
  const bool a_diverged = a.stop == StopReason::kDiverged;
  const bool b_diverged = b.stop == StopReason::kDiverged;
  if (a_diverged != b_diverged) return b_diverged;
  return is_better(goal, watched_of(a), watched_of(b));
}

void check_state(const TrainingState& state, const Optimizer& optimizer, const TrainingPlan& plan,
                 std::size_t parameters) {
  const std::size_t averages = plan.average > 0 ? parameters + 1 : 0;
  const auto fits = [parameters](const std::vector<double>& values) { return values.size() == parameters; };
  if (fits(state.parameters) && fits(state.before) && optimizer.can_restore(state.optimizer) &&
      state.average.size() == averages && (state.best.parameters.empty() || fits(state.best.parameters)) &&
      state.best.iteration <= state.iterations) {
    return;
  }
  throw ModelError("the state in the checkpoint does not fit the network and the optimizer");
}

class Restarts {
 public:
  Restarts(const Recipe& recipe, const Start& start, const Network& network, const Splits& splits,
           const RestartControl& control, Workers& workers)
      : recipe_(recipe),
        start_(start),
        network_(network),
        splits_(splits),
        control_(control),
        workers_(workers),
        next_(control.first_restart),
        goal_(goal_of(recipe.plan.watched.metric)) {
    if (next_ >= recipe.restarts) throw std::logic_error("there is no such first start");
    if (control.from == nullptr) return;
    next_ = control.from->restart;
    best_ = control.from->best;
    evaluations_ = control.from->evaluations;
    if (next_ > recipe.restarts || (next_ == recipe.restarts && !best_)) {
      throw ModelError("the checkpoint has more starts than --restarts");
    }
    if (best_ && best_->parameters.size() != network.parameter_count()) {
      throw ModelError("the weights in the checkpoint do not fit the network");
    }
  }

  TrainingResult run(std::span<double> parameters) {
    // Without observers and checkpoints, starts run in parallel; else one after another, each on all threads.
    const bool is_watched = !control_.observers.empty() || control_.keep || control_.from != nullptr;
    const std::uint64_t at_a_time = is_watched ? 1 : workers_.size();
    std::optional<StopReason> early;  // why starts were left out
    while (next_ < recipe_.restarts && !early) {
      TrainingPlan plan = recipe_.plan;
      if (plan.max_seconds > 0 && best_) {  // all starts share the time
        plan.max_seconds -= watch_.seconds();
        if (plan.max_seconds <= 0) {
          early = StopReason::kTime;
          break;
        }
      }
      early = train_some(plan, std::min(at_a_time, recipe_.restarts - next_));
    }
    // With one start, its last state was already kept; more iterations can continue from it.
    if (control_.keep && !early && recipe_.restarts > 1) control_.keep({next_, {}, best_, evaluations_});
    TrainingResult result = best_->result;
    std::copy(best_->parameters.begin(), best_->parameters.end(), parameters.begin());
    // The time is no news where all starts diverged.
    if (early && (early == StopReason::kSignal || result.stop != StopReason::kDiverged)) result.stop = *early;
    result.seconds = watch_.seconds();
    result.evaluations = evaluations_;
    return result;
  }

 private:
  /// Trains the next `count` starts. Returns the reason if one was cut short.
  std::optional<StopReason> train_some(const TrainingPlan& plan, std::uint64_t count) {
    std::vector<Outcome> outcomes(count);
    workers_.side_by_side(count, [&](std::size_t i, Workers& own) {
      TrainingPlan of_start = plan;
      of_start.restart = next_ + i;
      outcomes[i] = train_one(of_start, own);
    });
    std::optional<StopReason> early;
    for (Outcome& outcome : outcomes) {
      const TrainingResult& result = outcome.result;
      evaluations_ += result.evaluations;
      if (result.stop == StopReason::kSignal || (result.stop == StopReason::kTime && !early))
        early = result.stop;
      if (!best_ || is_better_start(goal_, result, best_->result)) best_ = std::move(outcome);
    }
    next_ += count;
    return early;
  }

  Outcome train_one(const TrainingPlan& plan, Workers& workers) {
    Outcome outcome{{}, std::vector<double>(network_.parameter_count())};
    start_(plan.restart, outcome.parameters);
    const std::unique_ptr<Optimizer> optimizer = make_optimizer(recipe_.optimizer, outcome.parameters.size());
    LossGradient function(network_, recipe_.objective, most_blocks(splits_),
                          RandomStream(plan.seed, RandomPurpose::kDropout, plan.restart).next(), workers);
    TrainingControl control{control_.observers, {}, control_.keep_pace, nullptr};
    if (control_.keep) {
      control.keep = [this, &plan](const TrainingState& state) {
        control_.keep({plan.restart, state, best_, evaluations_});
      };
    }
    const bool goes_on =
        control_.from != nullptr && control_.from->state && control_.from->restart == plan.restart;
    if (goes_on) {
      control.from = &*control_.from->state;
      check_state(*control.from, *optimizer, plan, outcome.parameters.size());
    }
    outcome.result = train(function, *optimizer, splits_, plan, outcome.parameters, control);
    return outcome;
  }

  const Recipe& recipe_;
  const Start& start_;
  const Network& network_;
  const Splits& splits_;
  const RestartControl& control_;
  Workers& workers_;
  Stopwatch watch_;
  std::uint64_t next_;  // the next start (0-based)
  Goal goal_;
  std::optional<Outcome> best_;
  std::uint64_t evaluations_ = 0;
};

}  // namespace

std::size_t vectors_kept(const Recipe& recipe) {
  return vectors_kept(recipe.optimizer.kind) + (recipe.plan.average > 0 ? 1 : 0);
}

TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const RestartControl& control, Workers& workers) {
  return Restarts(recipe, start, network, splits, control, workers).run(parameters);
}

}  // namespace nntrain
