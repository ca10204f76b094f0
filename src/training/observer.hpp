#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "network/loss_gradient.hpp"
#include "network/samples.hpp"
#include "training/evaluator.hpp"

namespace nntrain {

/// What an observer is shown: the state after `iteration` iterations (0 is the start). Asking for a measure
/// may cost a pass over the rows.
struct IterationView {
  std::size_t iteration;
  std::size_t restart;
  std::span<const double> parameters;
  Evaluator& evaluator;
};

/// Which update of a training it is.
struct UpdatePlace {
  std::size_t iteration;  ///< passes done before it
  std::size_t restart;
  std::size_t update;                 ///< done before it in this pass
  std::size_t updates;                ///< of a pass
  std::span<const std::size_t> rows;  ///< of the batch, as numbers of rows trained on; empty: all in order
};

/// One update as it was made: the function it descended and all that went in and came out. The spans over
/// parameters are as long as those.
struct UpdateView {
  const UpdatePlace& place;
  const LossGradient& function;
  const Samples& samples;                ///< all rows, or the batch's
  std::uint64_t blocks_dropped;          ///< position in the random stream of dropout, before it
  double value;                          ///< of the objective, before it
  std::span<const double> before;        ///< the parameters
  std::span<const double> gradient;      ///< there
  std::span<const double> after;         ///< the parameters
  double learning_rate;                  ///< 0 where the optimiser has none
  std::span<const double> state_before;  ///< of the optimiser
  std::span<const double> state_after;
};

/// Watches training without touching it: progress line, log, trace.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;
  virtual void on_iteration(const IterationView& view) = 0;

  /// Whether on_update() is to be called in the next iteration, the one after `iterations` that were made
  /// since training of this start began or went on. Costs copies and one more gradient.
  virtual bool wants_updates(std::size_t iterations) const {
    static_cast<void>(iterations);
    return false;
  }
  virtual void on_update(const UpdateView& view) { static_cast<void>(view); }

  /// This start has ended, with the parameters that it had after view.iteration iterations. An update shown
  /// before may be a later one: why training stops is often known only then, and it is undone.
  virtual void on_end(const IterationView& view) { static_cast<void>(view); }
};

}  // namespace nntrain
