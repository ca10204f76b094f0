#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "network/loss_gradient.hpp"
#include "optimizer/optimizer.hpp"

namespace nntrain {

/// What an observer is shown: the state after `iteration` updates (0 is the start).
struct IterationView {
  std::size_t iteration;
  double loss;
  std::size_t correct;  ///< rows on their target's side of 0.5
  std::span<const double> parameters;
};

/// Watches training without touching it: progress line, log, trace.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;
  virtual void on_iteration(const IterationView& view) = 0;
};

/// Why training ended.
enum class Stop { kIterations, kDiverged };

/// "iterations" or "diverged".
std::string_view name_of(Stop stop);

struct TrainingResult {
  std::size_t iterations = 0;  ///< updates that the parameters have had
  Stop stop = Stop::kIterations;
  double loss = 0;     ///< at the parameters
  double seconds = 0;  ///< of the loop alone
};

/// Runs `iterations` updates of all rows on `parameters`. Every observer is shown the start and the state
/// after each update. Divergence (a loss or parameter that is not finite) stops it, with the last parameters
/// whose loss was finite: a result, not an exception.
TrainingResult train(LossGradient& loss, Optimizer& optimizer, std::size_t iterations,
                     std::span<double> parameters, const std::vector<TrainingObserver*>& observers);

}  // namespace nntrain
