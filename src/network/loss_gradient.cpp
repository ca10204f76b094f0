#include "network/loss_gradient.hpp"

#include <algorithm>

#include "base/interruption.hpp"
#include "math/kernels.hpp"

namespace nntrain {

namespace {

/// With fewer multiply-adds, waking threads costs more than it saves.
constexpr std::size_t kLeastWork = 20'000;
/// With as many, some tenths of a millisecond, a gradient is long for ThreadChoice.
constexpr std::size_t kLongWork = 2'000'000;
/// To share one block, threads wait for each other twice and hand over their activations. That pays only with
/// so many multiply-adds, and so many parameters for each unit.
constexpr std::size_t kLeastWorkOfBlock = 100'000;
constexpr std::size_t kLeastFanIn = 64;

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
      gradients_(most_blocks == 0 ? 0 : network.parameter_count() + 1, most_blocks, workers),
      losses_(1, most_blocks, workers),
      gradients_of_ranks_(network.parameter_count() + 1, gradients_, workers.ranks()),
      losses_of_ranks_(1, losses_, workers.ranks()),
      dropout_seed_(dropout_seed),
      choice_(workers.size()) {
  for (std::size_t thread = 0; thread < workers.size(); ++thread) workspaces_.emplace_back(network);
  std::size_t units = 0;
  for (const Layer& layer : network.layers()) units += layer.outputs;
  is_wide_ = network.parameter_count() >= kLeastFanIn * units;
}

bool LossGradient::is_worth_threads(const Samples& samples) const {
  if (workers_.size() == 1 || !choice_.is_on_all()) return false;
  const std::size_t work = samples.rows() * network_.parameter_count();
  return samples.inputs.block_count() > 1 ? work >= kLeastWork : is_wide_ && work >= kLeastWorkOfBlock;
}

bool LossGradient::chooses_threads(const Samples& samples) {
  if (workers_.size() == 1) return false;
  if (workers_.sharing() == Sharing::kIfFaster)
    choice_.next(samples.rows() * network_.parameter_count() >= kLongWork);
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

BlockPass LossGradient::block_pass(std::size_t block, Workspace& workspace, std::size_t first_pack,
                                   std::size_t packs) const {
  return {network_, parameters(), *now_.samples, block, workspace, first_pack, packs};
}

double LossGradient::sum_of_block(std::size_t block, std::size_t thread, std::span<double> gradient) {
  check_signal();
  const BlockPass pass = block_pass(block, workspaces_[thread]);
  if (now_.hooks.fill) now_.hooks.fill(block, 0, pass.rows());
  drop_units(pass, blocks_dropped_ + now_.first_block);
  return forward_backward(pass, now_.rule, gradient);
}

double LossGradient::sum_of_shared_block() {
  check_signal();
  Workspace& workspace = workspaces_.front();
  const BlockPass whole = block_pass(0, workspace);
  drop_units(whole, blocks_dropped_);
  const std::size_t packs = whole.packs();
  const std::size_t parts = std::min(workers_.size(), packs);
  workers_.spread(parts, [&](std::size_t part, std::size_t) {
    const std::size_t first = packs * part / parts;
    const BlockPass pass = block_pass(0, workspace, first, packs * (part + 1) / parts - first);
    if (now_.hooks.fill) now_.hooks.fill(0, pass.first_row(), pass.first_row() + pass.rows());
    forward_to_deltas(pass, now_.rule);
  });
  double sum = 0;
  workers_.spread(workers_.size(), [&](std::size_t part, std::size_t) {
    if (part == 0) sum = output_error(whole, now_.rule.loss);
    for (std::size_t l = 0; l < network_.layers().size(); ++l) {
      const LayerPart done = gradient_of_part(whole, l, part, workers_.size(), gradient());
      complete(done.begin, done.end);
    }
  });
  return sum;
}

double LossGradient::sum_of_blocks(std::size_t blocks, bool on_all_threads) {
  double sum = 0;
  gradients_.total_in_slices(
      blocks, on_all_threads, now_, [&](std::size_t begin, std::span<const double> numbers) {
        const std::size_t end = std::min(begin + numbers.size(), network_.parameter_count());
        if (begin + numbers.size() > end) sum = numbers.back();
        std::copy_n(numbers.begin(), end - begin, gradient().begin() + static_cast<std::ptrdiff_t>(begin));
        complete(begin, end);
      });
  return sum;
}

double LossGradient::sum_over_ranks(std::size_t blocks, bool on_all_threads) {
  const std::span<const double> sum = gradients_of_ranks_.total(
      blocks, on_all_threads, [this](std::size_t block, std::size_t thread, std::span<double> part) {
        now_(block - now_.first_block, thread, part);
      });
  std::copy_n(sum.begin(), network_.parameter_count(), now_.gradient);
  complete_all();
  return sum.back();
}

/// In slices on all threads, where there are many parameters.
void LossGradient::complete_all() {
  constexpr std::size_t kSlice = 4096;
  const std::size_t count = network_.parameter_count();
  if (workers_.size() == 1 || count < 2 * kSlice) return complete(0, count);
  workers_.spread((count + kSlice - 1) / kSlice, [&](std::size_t slice, std::size_t) {
    complete(slice * kSlice, std::min(count, (slice + 1) * kSlice));
  });
}

void LossGradient::Pass::operator()(std::size_t block, std::size_t thread, std::span<double> part) const {
  part.back() = function->sum_of_block(block, thread, part.first(part.size() - 1));
}

double LossGradient::operator()(const Samples& samples, std::span<const double> parameters,
                                std::span<double> gradient, const GradientHooks& hooks) {
  const Pass pass{this,
                  &samples,
                  parameters.data(),
                  gradient.data(),
                  rule_on(samples),
                  hooks,
                  samples.row_share().begin / kBlockRows};
  if (now_ != pass) now_ = pass;
  const double of_weights = penalty();  // now: a hook may change them
  const std::size_t blocks = blocks_of(samples.row_share().all);
  const bool on_all_threads = chooses_threads(samples);
  double sum = 0;
  if (ranks().are_many()) {
    sum = sum_over_ranks(blocks, on_all_threads);
  } else if (blocks != 1) {
    sum = sum_of_blocks(blocks, on_all_threads);
  } else if (on_all_threads) {
    sum = sum_of_shared_block();
  } else {  // there is nothing to add
    sum = sum_of_block(0, 0, gradient);
    complete(0, gradient.size());
  }
  if (objective_.dropout > 0) blocks_dropped_ += blocks;
  return loss_value(objective_.loss.kind, sum, samples.total_weight) + of_weights;
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

double LossGradient::penalty() const {
  if (objective_.l2 == 0) return 0;
  double squares = 0;
  for (const Layer& layer : network_.layers()) {
    const double* const weights = layer.weights(parameters());
    squares += kernels().dot(weights, weights, layer.inputs * layer.outputs);
  }
  return 0.5 * objective_.l2 * squares;
}

void LossGradient::complete(std::size_t begin, std::size_t end) const {
  for (const Layer& layer : network_.layers()) {
    const std::size_t weights = layer.offset + layer.bias_count();
    const std::size_t from = std::max(begin, layer.offset);
    const std::size_t to = std::min(end, layer.offset + layer.parameter_count());
    if (objective_.fixed_bias && from < weights && from < to)
      std::fill(now_.gradient + from, now_.gradient + std::min(to, weights), 0.0);
    const std::size_t first = std::max(from, weights);
    if (objective_.l2 != 0 && first < to)
      kernels().add_scaled(now_.gradient + first, objective_.l2, now_.parameters + first, to - first);
  }
  if (now_.hooks.is_complete && begin < end) now_.hooks.is_complete(begin, end);
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
  const bool on_all_threads = is_worth_threads(samples);
  if (samples.is_shared()) {
    const std::size_t first = samples.share.begin / kBlockRows;
    const std::size_t blocks = blocks_of(samples.share.all);
    sum = losses_of_ranks_
              .total(blocks, on_all_threads,
                     [&](std::size_t block, std::size_t thread, std::span<double> part) {
                       one_block(block - first, thread, part);
                     })
              .front();
  } else {
    losses_.total(samples.inputs.block_count(), on_all_threads, one_block, {&sum, 1});
  }
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
  if (blocks > 1 && is_worth_threads(samples)) return workers_.spread(blocks, one_block);
  for (std::size_t block = 0; block < blocks; ++block) one_block(block, 0);
}

}  // namespace nntrain
