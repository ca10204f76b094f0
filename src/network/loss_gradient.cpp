#include "network/loss_gradient.hpp"

#include <algorithm>

#include "base/interruption.hpp"
#include "math/kernels.hpp"

namespace nntrain {

namespace {

/// With fewer multiply-adds, waking threads costs more than it saves.
constexpr std::size_t kLeastWork = 20'000;

/// Copies the outputs of the first `rows` rows of a block.
void copy_outputs(const Workspace& workspace, std::size_t block, std::size_t rows, BlockMatrix& outputs) {
  for (std::size_t o = 0; o < outputs.columns(); ++o)
    std::copy_n(workspace.output() + o * kBlockRows, rows, outputs.block(block) + o * kBlockRows);
}

}  // namespace

LossGradient::LossGradient(const Network& network, const Objective& objective, std::size_t most_blocks,
                           std::uint64_t dropout_seed, Workers& workers)
    : network_(network),
      objective_(objective),
      workers_(workers),
      gradients_(network.parameter_count() + 1, most_blocks, workers),
      losses_(1, most_blocks, workers),
      total_(network.parameter_count() + 1),
      dropout_seed_(dropout_seed),
      choice_(workers.size()) {
  for (std::size_t thread = 0; thread < workers.size(); ++thread) workspaces_.emplace_back(network);
}

bool LossGradient::is_worth_threads(const Samples& samples) const {
  return workers_.size() > 1 && samples.inputs.block_count() > 1 && choice_.is_on_all() &&
         samples.rows() * network_.parameter_count() >= kLeastWork;
}

bool LossGradient::chooses_threads(const Samples& samples) {
  if (workers_.size() == 1) return false;
  if (workers_.sharing() == Sharing::kIfFaster) choice_.next();
  return is_worth_threads(samples);
}

BackwardRule LossGradient::rule_on(const Samples& samples) const {
  return {objective_.loss, loss_slope(objective_.loss.kind, samples.total_weight), objective_.backprop};
}

void LossGradient::drop_units(const BlockPass& pass, std::uint64_t blocks_dropped) const {
  if (objective_.dropout == 0) return;
  RandomLanes random = random_lanes(dropout_seed_, RandomPurpose::kDropout, blocks_dropped + pass.block);
  draw_masks(pass, objective_.dropout, random);
}

double LossGradient::sum_of_block(const Pass& pass, std::size_t block, std::size_t thread,
                                  std::span<double> gradient) {
  check_signal();
  const std::span<const double> parameters(pass.parameters, network_.parameter_count());
  const BlockPass block_pass{network_, parameters, *pass.samples, block, workspaces_[thread]};
  drop_units(block_pass, blocks_dropped_);
  return forward_backward(block_pass, pass.rule, gradient);
}

void LossGradient::Pass::operator()(std::size_t block, std::size_t thread, std::span<double> part) const {
  part.back() = function->sum_of_block(*this, block, thread, part.first(part.size() - 1));
}

double LossGradient::operator()(const Samples& samples, std::span<const double> parameters,
                                std::span<double> gradient) {
  const std::size_t blocks = samples.inputs.block_count();
  const Pass pass{this, &samples, parameters.data(), rule_on(samples)};
  double sum = 0;
  if (blocks == 1) {  // a small batch: there is nothing to add
    sum = sum_of_block(pass, 0, 0, gradient);
  } else {
    if (now_ != pass) now_ = pass;
    gradients_.total(blocks, chooses_threads(samples), now_, total_);
    std::copy_n(total_.begin(), gradient.size(), gradient.begin());
    sum = total_.back();
  }
  if (objective_.dropout > 0) blocks_dropped_ += blocks;
  return loss_value(objective_.loss.kind, sum, samples.total_weight) + add_penalty(parameters, gradient);
}

ShownBlock LossGradient::show_block(const Samples& samples, std::span<const double> parameters,
                                    std::size_t block, std::uint64_t blocks_dropped) const {
  ShownBlock shown{Workspace(network_), {}};
  const BlockPass pass{network_, parameters, samples, block, shown.workspace};
  drop_units(pass, blocks_dropped);
  for (std::size_t l = 0; l < network_.layers().size(); ++l) {
    const std::size_t units = network_.layers()[l].outputs;
    const double* const z = forward_to_sums(l, pass);
    std::copy_n(z, units * kBlockRows, shown.z.emplace_back(Workspace::block_of(units)).block(0));
  }
  std::vector<double> unused(network_.parameter_count());
  forward_backward_in_steps(pass, rule_on(samples), unused);
  return shown;
}

/// Returns the penalty on the weights and adds its gradient. Sets the gradient of fixed biases to 0.
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
  return value(samples, parameters, [](std::size_t, const Workspace&) {});
}

double LossGradient::outputs_and_value(const Samples& samples, std::span<const double> parameters,
                                       BlockMatrix& outputs) {
  outputs.grow_to(samples.rows());
  return value(samples, parameters, [&](std::size_t block, const Workspace& workspace) {
    copy_outputs(workspace, block, samples.inputs.block_rows(block), outputs);
  });
}

template <typename OnBlock>
double LossGradient::value(const Samples& samples, std::span<const double> parameters,
                           const OnBlock& on_block) {
  const auto one_block = [&](std::size_t block, std::size_t thread, std::span<double> part) {
    check_time();
    const BlockPass pass{network_, parameters, samples, block, workspaces_[thread]};
    pass.workspace.dropping = false;
    forward(pass);
    on_block(block, pass.workspace);
    part[0] = output_error(pass, objective_.loss);
  };
  double sum = 0;
  losses_.total(samples.inputs.block_count(), is_worth_threads(samples), one_block, {&sum, 1});
  return loss_value(objective_.loss.kind, sum, samples.total_weight);
}

void LossGradient::outputs(const Samples& samples, std::span<const double> parameters, BlockMatrix& outputs) {
  outputs.grow_to(samples.rows());
  const auto one_block = [&](std::size_t block, std::size_t thread) {
    check_time();
    Workspace& workspace = workspaces_[thread];
    workspace.dropping = false;
    forward({network_, parameters, samples, block, workspace});
    copy_outputs(workspace, block, samples.inputs.block_rows(block), outputs);
  };
  const std::size_t blocks = samples.inputs.block_count();
  if (is_worth_threads(samples)) return workers_.spread(blocks, one_block);
  for (std::size_t block = 0; block < blocks; ++block) one_block(block, 0);
}

}  // namespace nntrain
