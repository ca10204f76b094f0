#include "training/train.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "training/batches.hpp"

namespace nntrain {
namespace {

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// Whether the loss still falls: by the share `tolerance` of the lowest so far, at least once in
/// kToleranceIterations.
class Improvement {
 public:
  explicit Improvement(double tolerance) : tolerance_(tolerance) {}

  bool has_ended(double loss) {
    if (!is_known_ || loss < lowest_ - tolerance_ * std::abs(lowest_)) {
      lowest_ = loss;
      is_known_ = true;
      waited_ = 0;
      return false;
    }
    return ++waited_ >= kToleranceIterations;
  }

 private:
  double tolerance_;
  double lowest_ = 0;
  bool is_known_ = false;
  std::uint64_t waited_ = 0;
};

/// The parameters with the lowest validation loss so far.
struct Best {
  std::vector<double> parameters;
  double loss = 0;
  std::size_t iteration = 0;
};

class Trainer {
 public:
  Trainer(LossGradient& function, Optimizer& optimizer, const Splits& splits, const TrainingPlan& plan,
          std::span<double> parameters, const std::vector<TrainingObserver*>& observers)
      : function_(function),
        optimizer_(optimizer),
        train_(splits.front().samples),
        validation_(find_split(splits, "validation")),
        plan_(plan),
        parameters_(parameters),
        observers_(observers),
        evaluator_(function, splits),
        here_(parameters.begin(), parameters.end()),
        before_(here_),
        improvement_(plan.tolerance) {
    if (plan.batch_size > 0) {
      batches_.emplace(train_, plan.batch_size, plan.shuffle,
                       RandomStream(plan.seed, RandomPurpose::kShuffle, plan.restart).next());
    }
  }

  TrainingResult run(const Split& train) {
    result_.restart = plan_.restart;
    loop(train);
    if (plan_.patience > 0) restore_best();
    evaluator_.move_to(parameters_, {});
    result_.loss = evaluator_.loss(train);
    if (validation_ != nullptr) result_.validation_loss = evaluator_.loss(*validation_);
    result_.evaluations = optimizer_.evaluations();
    result_.seconds = seconds();
    return result_;
  }

 private:
  /// What moving on from a point has shown.
  struct Move {
    std::optional<double> objective;  // of the point, over all rows, if it was computed
    bool is_finite = true;            // where it led
    bool is_stuck = false;            // it leads nowhere
  };

  /// One iteration of updates after another. here_ is the point that is looked at, parameters_ the next one.
  void loop(const Split& train) {
    for (std::size_t& done = result_.iterations;; ++done) {
      const bool is_last = done == plan_.iterations;
      here_.swap(before_);
      std::copy(parameters_.begin(), parameters_.end(), here_.begin());
      const Move move = is_last ? Move() : batches_ ? pass_over_batches() : step_over_all();
      const bool is_loss = function_.objective().l2 == 0 && function_.objective().dropout == 0;
      evaluator_.move_to(here_, is_loss ? move.objective : std::nullopt);

      // Batches do not tell the loss here: it is computed where it matters.
      const bool is_needed = is_last || !move.is_finite;
      const double value = move.objective ? *move.objective : is_needed ? evaluator_.loss(train) : 0;
      if (!std::isfinite(value) && done > 0) {
        --done;
        return stop(Stop::kDiverged, before_);
      }
      for (TrainingObserver* observer : observers_) {
        observer->on_iteration({done, plan_.restart, here_, evaluator_});
      }
      if (plan_.patience > 0) note_validation_loss();
      if (!std::isfinite(value) || !move.is_finite) return stop(Stop::kDiverged, here_);
      if (is_last) return;
      if (const std::optional<Stop> reason = reason_to_stop(train, move)) return stop(*reason, here_);
    }
  }

  void stop(Stop reason, std::span<const double> point) {
    result_.stop = reason;
    std::copy(point.begin(), point.end(), parameters_.begin());
  }

  Move step_over_all() {
    const Step step =
        optimizer_.step([this](std::span<const double> point,
                               std::span<double> gradient) { return function_(train_, point, gradient); },
                        parameters_);
    return {step.value, all_finite(parameters_), step.is_stuck || is_still()};
  }

  Move pass_over_batches() {
    batches_->begin(result_.iterations);
    bool is_finite = true;
    bool is_unchanged = true;
    while (const Samples* const batch = batches_->next()) {
      const Step step = optimizer_.step(
          [this, batch](std::span<const double> point, std::span<double> gradient) {
            return function_(*batch, point, gradient);
          },
          parameters_);
      is_finite = is_finite && std::isfinite(step.value);
      is_unchanged = is_unchanged && is_still();  // a pass may change parameters and then change them back
    }
    return {{}, is_finite && all_finite(parameters_), is_unchanged && plan_.until_still};
  }

  /// Whether no parameter has changed, where that is asked for.
  bool is_still() const {
    return plan_.until_still && std::equal(parameters_.begin(), parameters_.end(), here_.begin());
  }

  std::optional<Stop> reason_to_stop(const Split& train, const Move& move) {
    if (move.is_stuck) return Stop::kTolerance;
    if (plan_.tolerance > 0 && improvement_.has_ended(evaluator_.loss(train))) return Stop::kTolerance;
    if (plan_.patience > 0 && result_.iterations - best_.iteration >= plan_.patience) return Stop::kPatience;
    if (plan_.max_seconds > 0 && seconds() >= plan_.max_seconds) return Stop::kTime;
    return {};
  }

  void note_validation_loss() {
    const double loss = evaluator_.loss(*validation_);
    if (!best_.parameters.empty() && !(loss < best_.loss) && !std::isnan(best_.loss)) return;
    best_.parameters.assign(here_.begin(), here_.end());
    best_.loss = loss;
    best_.iteration = result_.iterations;
  }

  void restore_best() {
    if (best_.parameters.empty()) return;
    std::copy(best_.parameters.begin(), best_.parameters.end(), parameters_.begin());
    result_.best_iteration = best_.iteration;
  }

  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  LossGradient& function_;
  Optimizer& optimizer_;
  const Samples& train_;
  const Split* validation_;
  const TrainingPlan& plan_;
  std::span<double> parameters_;
  const std::vector<TrainingObserver*>& observers_;
  Evaluator evaluator_;
  std::optional<Batches> batches_;
  std::vector<double> here_;
  std::vector<double> before_;
  Improvement improvement_;
  Best best_;
  TrainingResult result_;
};

}  // namespace

std::string_view name_of(Stop stop) {
  switch (stop) {
    case Stop::kTolerance:
      return "tolerance";
    case Stop::kPatience:
      return "patience";
    case Stop::kTime:
      return "time";
    case Stop::kDiverged:
      return "diverged";
    case Stop::kIterations:
      break;
  }
  return "iterations";
}

TrainingResult train(LossGradient& function, Optimizer& optimizer, const Splits& splits,
                     const TrainingPlan& plan, std::span<double> parameters,
                     const std::vector<TrainingObserver*>& observers) {
  return Trainer(function, optimizer, splits, plan, parameters, observers).run(splits.front());
}

}  // namespace nntrain
