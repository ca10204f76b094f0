#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/words.hpp"
#include "network/loss_gradient.hpp"
#include "optimizer/optimizer.hpp"
#include "training/observer.hpp"
#include "training/schedule.hpp"
#include "training/split.hpp"

namespace nntrain {

/// The length of training, and the rows of an update.
struct TrainingPlan {
  std::uint64_t iterations = 1000;  ///< passes over the rows, may be 0
  std::uint64_t planned = 0;  ///< passes that `schedule` spans, if training ends before; 0: `iterations`
  Schedule schedule = Schedule::kConstant;  ///< of the learning rate
  std::uint64_t batch_size = 0;             ///< rows per update; 0: all
  bool shuffle = true;  ///< whether each pass has new batches; else rows stay in file order
  std::uint64_t seed = 1;
  std::uint64_t restart = 0;  ///< the index of the start (0-based); selects the random numbers
  double tolerance = 0;  ///< stop if the loss falls by less than this share in kToleranceIterations; 0: never
  std::uint64_t patience = 0;  ///< stop after this many iterations without a better value on the validation
                               ///< rows; 0: never
  Watched watched{};           ///< what that value is
  double max_seconds = 0;      ///< for all starts together; 0: no limit
  double average = 0;          ///< F of WeightAverage, whose weights are measured, watched and kept; 0: none
  bool until_still = false;    ///< stop if a whole pass changes no parameter
  std::optional<std::uint64_t> passes{};  ///< of a refit, or to repeat: end after as many of the iterations
};

/// The number of iterations for an improvement by `tolerance`.
inline constexpr std::uint64_t kToleranceIterations = 10;

/// The reason why training ended.
enum class StopReason { kIterations, kTolerance, kConverged, kPatience, kTime, kSignal, kDiverged };
constexpr auto words(StopReason) {
  return std::to_array<Word<StopReason>>({{"iterations", StopReason::kIterations},
                                          {"tolerance", StopReason::kTolerance},
                                          {"converged", StopReason::kConverged},
                                          {"patience", StopReason::kPatience},
                                          {"time", StopReason::kTime},
                                          {"signal", StopReason::kSignal},
                                          {"diverged", StopReason::kDiverged}});
}
/// Whether training came to an end of its own: kTolerance, kConverged or kPatience.
constexpr bool has_converged(StopReason reason) {
  return reason == StopReason::kTolerance || reason == StopReason::kConverged ||
         reason == StopReason::kPatience;
}

struct TrainingResult {
  std::size_t iterations = 0;   ///< iterations done
  std::size_t evaluations = 0;  ///< number of gradients, over all rows or a batch
  StopReason stop = StopReason::kIterations;
  /// Set if the parameters of an earlier iteration were restored: that iteration.
  std::optional<std::size_t> best_iteration;
  /// Of the parameters on the training rows, without penalty. NaN if a signal left no time for it.
  double loss = 0;
  std::optional<double> validation_loss;  ///< the same, if there are validation rows
  /// The watched metric, if it is not the loss: of the validation rows, or of the training rows if there are
  /// none.
  std::optional<double> watched;
  double seconds = 0;       ///< of training only
  std::size_t restart = 0;  ///< the index of the start (0-based)
  /// Of an ensemble: that of each network, in the order of its parameters; else none. Its iterations are then
  /// the most of a network, its evaluations those of all, its losses those of the mean outputs.
  std::vector<TrainingResult> networks{};
  /// Whether the parameters are of a second training, of as many iterations as the best one, on training and
  /// held-out rows together. The losses of a network are then of the first one.
  bool is_refitted = false;
  bool was_in_refit = false;  ///< whether time or a signal cut that second training short; it is left out
};

/// Detects when the loss stops falling. has_ended() is true after kToleranceIterations calls without a loss
/// below the lowest one by the share `tolerance` of it.
class Plateau {
 public:
  bool has_ended(double loss, double tolerance);

  std::optional<double> lowest;
  std::uint64_t waited = 0;  ///< iterations since `lowest`
};

/// The parameters with the best value of the watched metric on the validation rows so far; empty at first.
struct BestSoFar {
  std::vector<double> parameters;
  double value = 0;
  std::uint64_t iteration = 0;
};

/// The complete state of one start after `iterations` iterations. Training continues from it as if it had
/// never stopped.
struct TrainingState {
  std::uint64_t iterations = 0;
  std::vector<double> parameters;  ///< of the next update, not averaged
  std::vector<double> before;      ///< one iteration earlier, as they are kept; used on divergence
  std::vector<double> optimizer;   ///< its state
  std::uint64_t evaluations = 0;
  std::uint64_t blocks_dropped = 0;  ///< LossGradient::blocks_dropped()
  std::vector<double> average{};     ///< WeightAverage::state()
  Plateau plateau;
  BestSoFar best;
};

/// When the state of training is due to be kept: after every `iterations` iterations, and after the first one
/// that ends `seconds` after the last time. 0: never.
struct KeepPace {
  std::uint64_t iterations = 0;
  double seconds = 0;
};

/// The observers and callbacks of training.
struct TrainingControl {
  std::vector<TrainingObserver*> observers{};
  /// Called with the state when it is due and at the end. May be empty.
  std::function<void(const TrainingState&)> keep{};
  KeepPace keep_pace{};
  bool keeps_end = true;  ///< else at the end only if time or a signal has cut training short
  /// The state to continue from; null for a new start.
  const TrainingState* from = nullptr;
};

/// The place of an update in the schedule of a plan.
ScheduledUpdate scheduled(const TrainingPlan& plan, const UpdatePlace& place);

/// Trains `parameters` on the first split. Observers see the initial state and the state after each
/// iteration. With patience, the parameters with the best watched value on the validation rows, the earliest
/// of equals, are restored at the end.
/// Divergence (a loss or parameter that is not finite) ends training with the last parameters whose loss was
/// finite; it is a result, not an exception. A noted signal (base/interruption.hpp) ends training with the
/// parameters and the state of the last whole iteration; an iteration that it cuts short does not count.
TrainingResult train(LossGradient& function, Optimizer& optimizer, const Splits& splits,
                     const TrainingPlan& plan, std::span<double> parameters, const TrainingControl& control);

/// One step of the optimizer on these samples, shown to all `observers`. The parameters and all states have
/// the same bits as after a step without observers.
Step shown_step(LossGradient& function, Optimizer& optimizer, const Samples& samples,
                std::span<double> parameters, const UpdatePlace& place,
                const std::vector<TrainingObserver*>& observers);

}  // namespace nntrain
