#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/thread_choice.hpp"
#include "math/block_sum.hpp"
#include "math/ranks_block_sum.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/propagation.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// The function to minimize, and how to compute its gradient.
struct Objective {
  LossFunction loss{};
  Backprop backprop = Backprop::kExact;
  double l2 = 0;            ///< adds l2/2 times the sum of the squared weights without biases
  bool fixed_bias = false;  ///< the gradient of the biases is set to 0: they keep their values
  double dropout = 0;       ///< probability of dropping a hidden unit in a gradient, in [0, 1)
};

/// All values that are computed for the gradient from one block of rows.
struct ShownBlock {
  Workspace workspace;         ///< as after forward_backward_in_steps()
  std::vector<BlockMatrix> z;  ///< x W + b for each layer, kBlockRows x O
};

/// What is done on the threads that compute a gradient, where the numbers are in their caches. Each may be
/// none. What they refer to must not change while the gradient is computed.
struct GradientHooks {
  /// Writes the inputs and targets of the rows begin .. end - 1 of a block, before they are needed. `begin`
  /// is a multiple of kLanes.
  FunctionRef<void(std::size_t block, std::size_t begin, std::size_t end)> fill{};
  /// The numbers begin .. end - 1 of the gradient are complete. Neither they nor those parameters are used
  /// after that.
  FunctionRef<void(std::size_t begin, std::size_t end)> is_complete{};

  bool operator==(const GradientHooks&) const = default;
};

/// The objective of a network on samples and its gradient, as functions of the parameters. Each block of rows
/// goes forward and backward; BlockSum adds the results, with the same bits for every number of threads.
/// With ranks, each does the gradient of its blocks, whether it has the rows of all or only its own; all call
/// a gradient together, and where the rows are shared, a value, too. Keeps references to the network and the
/// workers. A signal cuts a pass short, see base/interruption.hpp: a gradient throws Interrupted as
/// check_signal(), a value or outputs as check_time().
class LossGradient {
 public:
  /// For samples of up to `most_blocks` blocks. The dropout masks depend on `dropout_seed` and on the number
  /// of blocks with masks so far.
  LossGradient(const Network& network, const Objective& objective, std::size_t most_blocks,
               std::uint64_t dropout_seed = 0, Workers& workers = Workers::caller());

  const Network& network() const { return network_; }
  const Objective& objective() const { return objective_; }
  Ranks& ranks() const { return workers_.ranks(); }

  /// Returns the objective at `parameters` and writes its gradient to `gradient`.
  double operator()(const Samples& samples, std::span<const double> parameters, std::span<double> gradient,
                    const GradientHooks& hooks = {});

  /// The values for block `block` of the samples in that gradient. `blocks_dropped` is the value of
  /// blocks_dropped() before the gradient.
  ShownBlock show_block(const Samples& samples, std::span<const double> parameters, std::size_t block,
                        std::uint64_t blocks_dropped) const;

  /// The loss without penalty and dropout, from a forward pass. If the objective has neither, it has the same
  /// bits.
  double value(const Samples& samples, std::span<const double> parameters);

  /// The number of blocks with dropout masks so far. With it and the seed, another object continues the same
  /// masks.
  std::uint64_t blocks_dropped() const { return blocks_dropped_; }
  void set_blocks_dropped(std::uint64_t blocks) { blocks_dropped_ = blocks; }

  /// Writes the outputs for all rows, N x O, to `outputs`. It must have O columns and grows to N rows.
  void outputs(const Samples& samples, std::span<const double> parameters, BlockMatrix& outputs);

  /// outputs() and value() by one forward pass.
  double outputs_and_value(const Samples& samples, std::span<const double> parameters, BlockMatrix& outputs);

 private:
  template <typename OnBlock>  // on_block(block, workspace) is called after each forward pass
  double value(const Samples& samples, std::span<const double> parameters, const OnBlock& on_block);

  /// What a gradient is computed from. It stays as it is as long as nothing in it changes, see
  /// Workers::spread.
  struct Pass {
    LossGradient* function = nullptr;
    const Samples* samples = nullptr;
    const double* parameters = nullptr;
    double* gradient = nullptr;
    BackwardRule rule{};
    GradientHooks hooks{};
    std::size_t first_block = 0;  ///< of these samples, among those of all ranks

    bool operator==(const Pass&) const = default;
    /// For BlockSum: the gradient of a block, followed by its loss.
    void operator()(std::size_t block, std::size_t thread, std::span<double> part) const;
  };

  std::span<const double> parameters() const { return {now_.parameters, network_.parameter_count()}; }
  std::span<double> gradient() const { return {now_.gradient, network_.parameter_count()}; }
  /// Block `block` of the present pass, or some packs of its rows.
  BlockPass block_pass(std::size_t block, Workspace& workspace, std::size_t first_pack = 0,
                       std::size_t packs = kBlockRows / kLanes) const;
  /// Writes the gradient of a block and returns its sum for loss_value().
  double sum_of_block(std::size_t block, std::size_t thread, std::span<double> gradient);
  /// The same for a single block, on all threads: each takes some of the rows, then some of the parameters.
  double sum_of_shared_block();
  double sum_of_blocks(std::size_t blocks, bool on_all_threads);
  /// The same over the blocks of all ranks.
  double sum_over_ranks(std::size_t blocks, bool on_all_threads);
  void complete_all();
  double penalty() const;
  /// Adds the penalty's gradient to the numbers begin .. end - 1, and sets those of fixed biases to 0.
  void complete(std::size_t begin, std::size_t end) const;
  bool is_worth_threads(const Samples& samples) const;
  /// The same, for a gradient: counts it.
  bool chooses_threads(const Samples& samples);
  BackwardRule rule_on(const Samples& samples) const;
  /// Draws the masks of a block. `blocks_dropped` is the number of blocks with masks before these samples.
  void drop_units(const BlockPass& pass, std::uint64_t blocks_dropped) const;

  const Network& network_;
  Objective objective_;
  Workers& workers_;
  std::vector<Workspace> workspaces_;  // one per thread
  Pass now_;
  BlockSum gradients_;  // sums of the gradient, followed by the loss
  BlockSum losses_;     // sums of the loss
  RanksBlockSum gradients_of_ranks_;
  RanksBlockSum losses_of_ranks_;
  bool is_wide_ = false;  // whether one block can be worth threads
  std::uint64_t dropout_seed_;
  // What each gradient changes, apart from what the threads read.
  alignas(Workers::kApart) ThreadChoice choice_;  // for workers that share only if it is faster
  std::uint64_t blocks_dropped_ = 0;
};

}  // namespace nntrain
