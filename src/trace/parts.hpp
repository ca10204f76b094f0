#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "trace/board.hpp"
#include "training/observer.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// What all updates of a training run have in common.
struct TraceScene {
  const Model& model;  ///< without its parameters
  const Recipe& recipe;
};

/// Rows and what a pass through the network computes for them.
struct TracedRows {
  const Samples& samples;
  std::span<const double> parameters;
  const std::vector<ShownBlock>& blocks;  ///< the first ones of the rows, at least one, for all names
  std::vector<std::string> names;         ///< of the shown rows

  bool is_dropping() const { return blocks.front().workspace.dropping; }
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
