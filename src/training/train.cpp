#include "training/train.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "base/interruption.hpp"
#include "base/stopwatch.hpp"
#include "metrics/measure.hpp"
#include "training/batches.hpp"
#include "training/weight_average.hpp"

namespace nntrain {
namespace {

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

class Trainer {
 public:
  Trainer(LossGradient& function, Optimizer& optimizer, const Splits& splits, const TrainingPlan& plan,
          std::span<double> parameters, const TrainingControl& control)
      : function_(function),
        optimizer_(optimizer),
        train_(splits.front().samples),
        validation_(find_split(splits, "validation")),
        plan_(plan),
        parameters_(parameters),
        control_(control),
        monitor_(function, splits, plan.watched),
        goal_(goal_of(plan.watched.metric)),
        rate_(optimizer.learning_rate()),
        average_(plan.average, parameters.size()),
        here_(parameters.begin(), parameters.end()),
        before_(here_) {
    if (plan.batch_size > 0) {
      batches_.emplace(train_, plan.batch_size, plan.shuffle,
                       RandomStream(plan.seed, RandomPurpose::kShuffle, plan.restart).next());
    }
    if (control.from != nullptr) go_on(*control.from);
    begun_ = result_.iterations;
  }

  TrainingResult run(const Split& train) {
    result_.restart = plan_.restart;
    loop(train);
    const bool is_cut = result_.stop == StopReason::kTime || result_.stop == StopReason::kSignal;
    if (control_.keep && (control_.keeps_end || is_cut) && kept_ != state_.iterations) control_.keep(state_);
    if (plan_.patience > 0) restore_best();
    try {
      measure_end(train);
    } catch (const Interrupted&) {
      result_.loss = std::numeric_limits<double>::quiet_NaN();
      if (validation_ != nullptr) result_.validation_loss = result_.loss;
      if (watches_metric()) result_.watched = result_.loss;
    }
    // An iteration that was cut short does not count.
    if (result_.stop != StopReason::kSignal) result_.evaluations = optimizer_.evaluations();
    result_.seconds = watch_.seconds();
    return result_;
  }

 private:
  /// The result of moving on from a point.
  struct Move {
    std::optional<double> objective;  // at the point, over all rows; nullopt if not computed
    bool is_finite = true;            // whether the new point is finite
    bool is_stuck = false;            // no further progress is possible
    bool is_cut = false;              // by a signal: there is no new point
  };

  void go_on(const TrainingState& state) {
    result_.iterations = state.iterations;
    std::copy(state.parameters.begin(), state.parameters.end(), parameters_.begin());
    here_ = state.before;
    optimizer_.restore(state.optimizer, state.evaluations);
    function_.set_blocks_dropped(state.blocks_dropped);
    average_.restore(state.average);
    plateau_ = state.plateau;
    best_ = state.best;
  }

  /// Records the state at the start of the next iteration and passes it to control_.keep if due.
  void note_state() {
    if (!control_.keep) return;
    state_.iterations = result_.iterations;
    state_.parameters.assign(parameters_.begin(), parameters_.end());
    state_.before.assign(before_.begin(), before_.end());
    state_.optimizer.assign(optimizer_.state().begin(), optimizer_.state().end());
    state_.evaluations = optimizer_.evaluations();
    state_.blocks_dropped = function_.blocks_dropped();
    state_.average = average_.state();
    state_.plateau = plateau_;
    state_.best = best_;
    const KeepPace& pace = control_.keep_pace;
    const bool is_due = (pace.iterations > 0 && state_.iterations % pace.iterations == 0) ||
                        (pace.seconds > 0 && since_kept_.seconds() >= pace.seconds);
    if (!is_due || state_.iterations == begun_ || kept_ == state_.iterations) return;
    control_.keep(state_);
    kept_ = state_.iterations;
    since_kept_ = Stopwatch();
  }

  void measure_end(const Split& train) {
    // Else the last point is the end.
    if (result_.stop == StopReason::kDiverged || plan_.patience > 0) monitor_.move_to(parameters_, {});
    result_.loss = monitor_.loss(train);
    if (validation_ != nullptr) result_.validation_loss = monitor_.loss(*validation_);
    if (watches_metric()) result_.watched = monitor_.watched(validation_ != nullptr ? *validation_ : train);
    for (TrainingObserver* const observer : control_.observers) {
      observer->on_end(
          {result_.best_iteration.value_or(result_.iterations), plan_.restart, parameters_, monitor_});
    }
  }

  void loop(const Split& train) {
    try {
      iterate(train);
    } catch (const Interrupted&) {  // there was no time to measure the current point
      stop(StopReason::kSignal, here_);
      // With patience, a point counts once its watched value is known: else a replay would know more.
      const bool is_known = plan_.patience == 0 || validated_ == result_.iterations;
      if (!is_known && result_.iterations > 0) --result_.iterations;
    }
  }

  /// Runs the iterations. here_ is the current point, parameters_ the next one. With an average, here_ is the
  /// average up to now, and the updates go on from parameters_.
  void iterate(const Split& train) {
    for (std::size_t& done = result_.iterations;; ++done) {
      const bool is_last = done >= plan_.iterations || (plan_.passes && done >= *plan_.passes);
      here_.swap(before_);
      average_.write(parameters_, here_);
      note_state();
      result_.evaluations = optimizer_.evaluations();
      const Move move = is_last ? Move() : next_move();
      const bool is_loss =
          function_.objective().l2 == 0 && function_.objective().dropout == 0 && !average_.is_on();
      monitor_.move_to(here_, is_loss ? move.objective : std::nullopt);

      // Batches do not give the loss at this point. Compute it only if needed.
      const bool is_needed = is_last || move.is_cut || !move.is_finite;
      const double value = move.objective ? *move.objective : is_needed ? monitor_.loss(train) : 0;
      if (!std::isfinite(value) && done > 0) {
        --done;
        return stop(StopReason::kDiverged, before_);
      }
      for (TrainingObserver* observer : control_.observers) {
        observer->on_iteration({done, plan_.restart, here_, monitor_});
      }
      if (plan_.patience > 0) note_watched();
      if (!std::isfinite(value) || !move.is_finite) return stop(StopReason::kDiverged, here_);
      if (is_last) return stop(StopReason::kIterations, here_);
      if (const std::optional<StopReason> reason = reason_to_stop(train, move)) return stop(*reason, here_);
    }
  }

  void stop(StopReason reason, std::span<const double> point) {
    result_.stop = reason;
    std::copy(point.begin(), point.end(), parameters_.begin());
  }

  /// The observers that want the updates of the current iteration.
  std::vector<TrainingObserver*> who_watches() const {
    std::vector<TrainingObserver*> watching;
    for (TrainingObserver* const observer : control_.observers) {
      if (observer->wants_updates(result_.iterations - begun_)) watching.push_back(observer);
    }
    return watching;
  }

  Step update(const Samples& samples, const UpdatePlace& place,
              const std::vector<TrainingObserver*>& watching) {
    if (plan_.schedule != Schedule::kConstant)
      optimizer_.set_learning_rate(rate_ * rate_share(plan_.schedule, scheduled(plan_, place)));
    const Step step = watching.empty()
                          ? plain_step(samples)
                          : shown_step(function_, optimizer_, samples, parameters_, place, watching);
    average_.add(parameters_);
    return step;
  }

  /// Where the optimizer can, threads fill the batch, compute the gradient and make the step in one go.
  bool goes_in_parts(const std::vector<TrainingObserver*>& watching) const {
    return watching.empty() && optimizer_.steps_in_parts();
  }

  Step plain_step(const Samples& samples) {
    if (!optimizer_.steps_in_parts()) {
      return optimizer_.step(
          [this, &samples](std::span<const double> point, std::span<double> gradient) {
            return function_(samples, point, gradient);
          },
          parameters_);
    }
    const auto fill = [this](std::size_t block, std::size_t begin, std::size_t end) {
      batches_->fill(block, begin, end);
    };
    GradientHooks hooks;
    if (batches_) hooks.fill = fill;
    return optimizer_.step_in_parts(
        [&](std::span<const double> point, std::span<double> gradient, IsComplete is_complete) {
          hooks.is_complete = is_complete;
          return function_(samples, point, gradient, hooks);
        },
        parameters_);
  }

  Move next_move() {
    try {
      return batches_ ? pass_over_batches() : step_over_all();
    } catch (const Interrupted&) {
      Move cut;
      cut.is_cut = true;
      return cut;
    }
  }

  Move step_over_all() {
    const Step step = update(train_, {result_.iterations, plan_.restart, 0, 1, {}}, who_watches());
    return {step.value, all_finite(parameters_), step.is_stuck || is_still()};
  }

  Move pass_over_batches() {
    batches_->begin(result_.iterations);
    bool is_finite = true;
    bool is_unchanged = true;
    const std::vector<TrainingObserver*> watching = who_watches();
    const bool in_parts = goes_in_parts(watching);
    for (std::size_t done = 0;
         const Samples* const batch = in_parts ? batches_->next_unfilled() : batches_->next(); ++done) {
      const Step step = update(
          *batch, {result_.iterations, plan_.restart, done, batches_->count(), batches_->rows()}, watching);
      is_finite = is_finite && std::isfinite(step.value);
      is_unchanged = is_unchanged && is_still();  // a pass may change parameters and change them back
    }
    return {{}, is_finite && all_finite(parameters_), is_unchanged && plan_.until_still};
  }

  /// Whether no parameter has changed, if plan_.until_still.
  bool is_still() const {
    return plan_.until_still && std::equal(parameters_.begin(), parameters_.end(), here_.begin());
  }

  std::optional<StopReason> reason_to_stop(const Split& train, const Move& move) {
    if (move.is_cut) return StopReason::kSignal;
    if (move.is_stuck) return plan_.until_still ? StopReason::kConverged : StopReason::kTolerance;
    if (plan_.tolerance > 0 && plateau_.has_ended(monitor_.loss(train), plan_.tolerance))
      return StopReason::kTolerance;
    if (plan_.patience > 0 && result_.iterations - best_.iteration >= plan_.patience)
      return StopReason::kPatience;
    if (plan_.max_seconds > 0 && seconds() >= plan_.max_seconds) return StopReason::kTime;
    // Ranks learn of a signal together, in the next gradient.
    if (!function_.ranks().are_many() && noted_signal() != 0) return StopReason::kSignal;
    return {};
  }

  /// Since the start, by the clock of rank 0.
  double seconds() const { return function_.ranks().of_first(watch_.seconds()); }

  bool watches_metric() const { return plan_.watched.metric != "loss"; }

  void note_watched() {
    const double value = monitor_.watched(*validation_);
    validated_ = result_.iterations;
    const bool is_first = best_.parameters.empty() || std::isnan(best_.value);
    if (!is_first && !is_better(goal_, value, best_.value)) return;
    best_.parameters.assign(here_.begin(), here_.end());
    best_.value = value;
    best_.iteration = result_.iterations;
  }

  void restore_best() {
    if (best_.parameters.empty()) return;
    std::copy(best_.parameters.begin(), best_.parameters.end(), parameters_.begin());
    result_.best_iteration = best_.iteration;
  }

  Stopwatch watch_;
  LossGradient& function_;
  Optimizer& optimizer_;
  const Samples& train_;
  const Split* validation_;
  const TrainingPlan& plan_;
  std::span<double> parameters_;
  const TrainingControl& control_;
  Monitor monitor_;
  Goal goal_;
  double rate_;  // of the first update
  WeightAverage average_;
  std::optional<Batches> batches_;
  std::vector<double> here_;
  std::vector<double> before_;
  Plateau plateau_;
  BestSoFar best_;
  std::size_t begun_ = 0;                 // iterations before this call
  std::optional<std::size_t> validated_;  // the last iteration whose watched value was noted
  TrainingState state_;                   // the state at the start of the current iteration
  std::optional<std::uint64_t> kept_;     // the iterations in the last kept state
  Stopwatch since_kept_;
  TrainingResult result_;
};

}  // namespace

bool Plateau::has_ended(double loss, double tolerance) {
  if (!lowest || loss < *lowest - tolerance * std::abs(*lowest)) {
    lowest = loss;
    waited = 0;
    return false;
  }
  return ++waited >= kToleranceIterations;
}

ScheduledUpdate scheduled(const TrainingPlan& plan, const UpdatePlace& place) {
  return {place.iteration, place.update, place.updates, plan.planned > 0 ? plan.planned : plan.iterations};
}

TrainingResult train(LossGradient& function, Optimizer& optimizer, const Splits& splits,
                     const TrainingPlan& plan, std::span<double> parameters, const TrainingControl& control) {
  return Trainer(function, optimizer, splits, plan, parameters, control).run(splits.front());
}

Step shown_step(LossGradient& function, Optimizer& optimizer, const Samples& samples,
                std::span<double> parameters, const UpdatePlace& place,
                const std::vector<TrainingObserver*>& observers) {
  const std::vector<double> before(parameters.begin(), parameters.end());
  const std::vector<double> state_before(optimizer.state().begin(), optimizer.state().end());
  const double learning_rate = optimizer.learning_rate();
  const std::uint64_t dropped = function.blocks_dropped();
  const Step step =
      optimizer.step([&](std::span<const double> point,
                         std::span<double> gradient) { return function(samples, point, gradient); },
                     parameters);
  // The optimizer may have reused an earlier gradient or computed others since.
  const std::uint64_t dropped_after = function.blocks_dropped();
  function.set_blocks_dropped(dropped);
  std::vector<double> gradient(parameters.size());
  const double value = function(samples, before, gradient);
  function.set_blocks_dropped(dropped_after);
  for (TrainingObserver* const observer : observers) {
    observer->on_update({place, function, samples, dropped, value, before, gradient, parameters,
                         learning_rate, state_before, optimizer.state()});
  }
  return step;
}

}  // namespace nntrain
