#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "network/loss_gradient.hpp"
#include "network/samples.hpp"
#include "training/monitor.hpp"

namespace nntrain {

/// The state after `iteration` iterations (0: the start). The monitor may need a pass over the rows for a
/// value.
struct IterationView {
  std::size_t iteration;
  std::size_t restart;
  std::span<const double> parameters;
  Monitor& monitor;
};

/// The position of an update in training.
struct UpdatePlace {
  std::size_t iteration;  ///< passes before this one
  std::size_t restart;
  std::size_t update;                 ///< updates before this one in the pass
  std::size_t updates;                ///< updates per pass
  std::span<const std::size_t> rows;  ///< indices of the training rows in the batch; empty: all rows in order
};

/// One update: the function and all inputs and outputs. The spans of parameters and of the gradient have one
/// element per parameter.
struct UpdateView {
  const UpdatePlace& place;
  const LossGradient& function;
  const Samples& samples;                ///< all training rows, or those of the batch
  std::uint64_t blocks_dropped;          ///< LossGradient::blocks_dropped() before the update
  double value;                          ///< the objective before the update
  std::span<const double> before;        ///< the parameters before the update
  std::span<const double> gradient;      ///< at `before`
  std::span<const double> after;         ///< the parameters after the update
  double learning_rate;                  ///< 0 if the optimizer has none
  std::span<const double> state_before;  ///< of the optimizer
  std::span<const double> state_after;
};

/// Observes training without changing it, for the progress line, the log and the trace.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;
  virtual void on_iteration(const IterationView& view) = 0;

  /// Whether on_update() should be called in the next iteration. `iterations` counts those since this start
  /// began or resumed. Each call costs copies and one more gradient.
  virtual bool wants_updates(std::size_t iterations) const {
    static_cast<void>(iterations);
    return false;
  }
  virtual void on_update(const UpdateView& view) { static_cast<void>(view); }

  /// Called at the end of a start; the view has its final parameters. Earlier updates may be later than
  /// view.iteration: training may stop after an update and discard it.
  virtual void on_end(const IterationView& view) { static_cast<void>(view); }
};

}  // namespace nntrain
