#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/words.hpp"
#include "network/loss_gradient.hpp"
#include "optimizer/optimizer.hpp"
#include "training/observer.hpp"
#include "training/split.hpp"

namespace nntrain {

/// How long to train, and on which rows at a time.
struct TrainingPlan {
  std::uint64_t iterations = 1000;  ///< passes over the rows; 0: none
  std::uint64_t batch_size = 0;     ///< rows of an update; 0: all
  bool shuffle = true;              ///< whether batches are drawn anew for each pass, or stay in file order
  std::uint64_t seed = 1;
  std::uint64_t restart = 0;  ///< the how manieth of several starts this is: random numbers differ
  double tolerance =
      0;  ///< stop when the loss has not fallen by this share in kToleranceIterations; 0: never
  std::uint64_t patience =
      0;                   ///< stop when the validation loss has not fallen for so many iterations; 0: never
  double max_seconds = 0;  ///< of all starts together; 0: no limit
  bool until_still = false;  ///< stop when a whole pass has changed no parameter
};

/// So many iterations have to bring an improvement of `tolerance` together.
inline constexpr std::uint64_t kToleranceIterations = 10;

/// Why training ended.
enum class Stop { kIterations, kTolerance, kPatience, kTime, kSignal, kDiverged };
constexpr auto words(Stop) {
  return std::to_array<Word<Stop>>({{"iterations", Stop::kIterations},
                                    {"tolerance", Stop::kTolerance},
                                    {"patience", Stop::kPatience},
                                    {"time", Stop::kTime},
                                    {"signal", Stop::kSignal},
                                    {"diverged", Stop::kDiverged}});
}

struct TrainingResult {
  std::size_t iterations = 0;   ///< that were made
  std::size_t evaluations = 0;  ///< gradients that were computed, over all rows or one batch
  Stop stop = Stop::kIterations;
  /// Of the weights, where those of an earlier iteration were restored.
  std::optional<std::size_t> best_iteration;
  double loss = 0;                        ///< at the parameters, on the rows trained on, without penalty
  std::optional<double> validation_loss;  ///< where there are validation rows
  double seconds = 0;                     ///< of the loop alone
  std::size_t restart = 0;                ///< whose result this is
  int signal = 0;                         ///< the number of the one that stopped it
};

/// Whether the loss still falls: by the share `tolerance` of the lowest so far, at least once in
/// kToleranceIterations.
class Improvement {
 public:
  bool has_ended(double loss, double tolerance);

  std::optional<double> lowest;
  std::uint64_t waited = 0;  ///< iterations
};

/// The parameters with the lowest validation loss so far; none yet where they are empty.
struct BestSoFar {
  std::vector<double> parameters;
  double loss = 0;
  std::uint64_t iteration = 0;
};

/// All that the training of one start depends on after `iterations` iterations: with it, it goes on as if it
/// had never stopped.
struct TrainingState {
  std::uint64_t iterations = 0;
  std::vector<double> parameters;
  std::vector<double> before;     ///< one iteration earlier, where divergence leads back to
  std::vector<double> optimizer;  ///< its state
  std::uint64_t evaluations = 0;
  std::uint64_t blocks_dropped = 0;  ///< position in the random stream of dropout
  Improvement improvement;
  BestSoFar best;
};

/// What training is watched by, and what it hears from outside.
struct TrainingControl {
  std::vector<TrainingObserver*> observers{};
  /// The number of a signal that asks for a stop; 0: none. May be empty.
  std::function<int()> signal{};
  /// Is handed the state after each `keep_every` iterations (0: never) and at the end. May be empty.
  std::function<void(const TrainingState&)> keep{};
  std::uint64_t keep_every = 0;
  /// Where to go on; null: at the start.
  const TrainingState* from = nullptr;
};

/// Trains `parameters` on the first split. Every observer is shown where it begins and the state after each
/// iteration. With patience the parameters with the lowest validation loss are restored in the end.
/// Divergence (a loss or parameter that is not finite) stops it, with the last parameters whose loss was
/// finite: a result, not an exception.
TrainingResult train(LossGradient& function, Optimizer& optimizer, const Splits& splits,
                     const TrainingPlan& plan, std::span<double> parameters, const TrainingControl& control);

/// One step of the optimiser on these samples, which is then shown to all `observers`. Leaves the same bits
/// in all that it touches as a step that nobody watches.
Step shown_step(LossGradient& function, Optimizer& optimizer, const Samples& samples,
                std::span<double> parameters, const UpdatePlace& place,
                const std::vector<TrainingObserver*>& observers);

}  // namespace nntrain
