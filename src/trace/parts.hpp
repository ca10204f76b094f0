#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "trace/board.hpp"
#include "training/observer.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// Of the rows so many are shown; sums run over all.
inline constexpr std::size_t kMostRowsTraced = 10;

/// What all updates of a training have in common.
struct TraceScene {
  const Model& model;  ///< its parameters aside
  const Recipe& recipe;
};

/// Rows on their way through a network.
struct TracedRows {
  const Samples& samples;
  std::span<const double> parameters;
  const ShownBlock& block;         ///< the first one
  std::vector<std::string> names;  ///< of the rows that are shown
};

/// Inputs, targets, then for each layer weights, sums and activations.
void trace_forward(const TraceScene& scene, const TracedRows& rows, Board& board);

/// l2/2 times the sum of the squared weights, biases aside.
double penalty_of(const TraceScene& scene, std::span<const double> parameters);

/// The cost C, and with a penalty the objective.
void trace_cost(const TraceScene& scene, const TracedRows& rows, double cost, Board& board);

/// From the last layer to the first its deltas and its gradient, which is all of `gradient`.
void trace_backward(const TraceScene& scene, const TracedRows& rows, std::span<const double> gradient,
                    Board& board);

/// For each layer the old weights, the step and the new weights.
void trace_step(const TraceScene& scene, const UpdateView& view, Board& board);

}  // namespace nntrain
