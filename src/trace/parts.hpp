#pragma once

#include <span>

#include "model/model.hpp"
#include "trace/board.hpp"
#include "trace/traced_rows.hpp"
#include "training/observer.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// What all updates of a training run have in common.
struct TraceScene {
  const Model& model;  ///< without its parameters
  const Recipe& recipe;
};

/// Writes the inputs and targets, then weights, sums and activations of each layer.
void trace_forward(const TraceScene& scene, const TracedRows& rows, Board& board);

/// l2/2 times the sum of the squared weights without biases.
double penalty_of(const TraceScene& scene, std::span<const double> parameters);

/// Writes the cost C, and the objective if there is a penalty.
void trace_cost(const TraceScene& scene, const TracedRows& rows, double cost, Board& board);

/// Writes the deltas and the gradient of each layer, from the last to the first. `gradient` is of all layers.
void trace_backward(const TraceScene& scene, const TracedRows& rows, std::span<const double> gradient,
                    Board& board);

/// Writes the step and the new weights of each layer, and what the optimizer keeps.
void trace_step(const TraceScene& scene, const UpdateView& view, Board& board);

}  // namespace nntrain
