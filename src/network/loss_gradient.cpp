#include "network/loss_gradient.hpp"

#include <algorithm>

#include "math/kernels.hpp"

namespace nntrain {

LossGradient::LossGradient(const Network& network, const Objective& objective, std::size_t most_blocks,
                           std::uint64_t dropout_seed)
    : network_(network),
      objective_(objective),
      workspace_(network),
      sum_(network.parameter_count() + 1, most_blocks),
      losses_(1, most_blocks),
      total_(network.parameter_count() + 1),
      dropout_seed_(dropout_seed) {}

double LossGradient::operator()(const Samples& samples, std::span<const double> parameters,
                                std::span<double> gradient) {
  const double slope = loss_slope(objective_.loss, samples.total_weight);
  sum_.clear();
  for (std::size_t block = 0; block < samples.inputs.block_count(); ++block) {
    if (objective_.dropout > 0) {
      RandomStream random(dropout_seed_, RandomPurpose::kDropout, blocks_dropped_++);
      draw_masks(network_, objective_.dropout, samples.inputs.block_rows(block), random, workspace_);
    }
    forward(network_, parameters, samples, block, workspace_);
    const std::span<double> part = sum_.next();
    part.back() = output_error(network_, objective_.loss, samples, block, workspace_);
    backward(network_, parameters, samples, block, objective_.loss, slope, objective_.backprop, workspace_,
             part.first(part.size() - 1));
    sum_.push();
  }
  sum_.total(total_);
  std::copy_n(total_.begin(), gradient.size(), gradient.begin());
  return loss_value(objective_.loss, total_.back(), samples.total_weight) + add_penalty(parameters, gradient);
}

/// The penalty on the weights; adds its gradient. Takes the biases out of the gradient if they are fixed.
double LossGradient::add_penalty(std::span<const double> parameters, std::span<double> gradient) const {
  double squares = 0;
  for (const Layer& layer : network_.layers()) {
    if (objective_.fixed_bias)
      std::fill_n(gradient.begin() + static_cast<std::ptrdiff_t>(layer.offset), layer.bias_count(), 0.0);
    if (objective_.l2 == 0) continue;
    const double* const weights = layer.weights(parameters);
    const std::size_t count = layer.inputs * layer.outputs;
    squares += kernels().dot(weights, weights, count);
    kernels().add_scaled(layer.weights(gradient), objective_.l2, weights, count);
  }
  return 0.5 * objective_.l2 * squares;
}

double LossGradient::value(const Samples& samples, std::span<const double> parameters) {
  workspace_.dropping = false;
  losses_.clear();
  for (std::size_t block = 0; block < samples.inputs.block_count(); ++block) {
    forward(network_, parameters, samples, block, workspace_);
    losses_.next()[0] = output_error(network_, objective_.loss, samples, block, workspace_);
    losses_.push();
  }
  double sum = 0;
  losses_.total({&sum, 1});
  return loss_value(objective_.loss, sum, samples.total_weight);
}

void LossGradient::outputs(const Samples& samples, std::span<const double> parameters, BlockMatrix& outputs) {
  workspace_.dropping = false;
  outputs.grow_to(samples.rows());
  for (std::size_t block = 0; block < samples.inputs.block_count(); ++block) {
    const std::size_t rows = samples.inputs.block_rows(block);
    forward(network_, parameters, samples, block, workspace_);
    for (std::size_t o = 0; o < network_.outputs(); ++o) {
      std::copy_n(workspace_.output() + o * kBlockRows, rows, outputs.block(block) + o * kBlockRows);
    }
  }
}

}  // namespace nntrain
