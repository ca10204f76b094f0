#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "math/block_sum.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/propagation.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// What is to be made small, and how its gradient is taken.
struct Objective {
  Loss loss = Loss::kSse;
  Backprop backprop = Backprop::kExact;
  double l2 = 0;            ///< adds l2/2 times the sum of the squared weights, without the biases
  bool fixed_bias = false;  ///< the gradient of the biases is taken as 0: they keep their values
  double dropout = 0;       ///< probability that a hidden unit is left out of a gradient, in [0, 1)
};

/// All that is computed of one block of rows on its way to the gradient.
struct ShownBlock {
  Workspace workspace;         ///< with what forward_backward_in_steps() leaves
  std::vector<BlockMatrix> z;  ///< x W + b of each layer
};

/// The objective of a network on samples and its gradient, as functions of the parameters: blocks of rows go
/// forward and backward one by one, their sums are added in the tree of PairwiseSum. Keeps a reference to the
/// network and the workers. The same bits for any number of threads.
class LossGradient {
 public:
  /// For samples of up to `most_blocks` blocks. The masks of dropout follow from `dropout_seed` and from how
  /// many gradients were computed before.
  LossGradient(const Network& network, const Objective& objective, std::size_t most_blocks,
               std::uint64_t dropout_seed = 0, Workers& workers = Workers::caller());

  const Network& network() const { return network_; }
  const Objective& objective() const { return objective_; }

  /// The objective at `parameters`; writes its gradient there.
  double operator()(const Samples& samples, std::span<const double> parameters, std::span<double> gradient);

  /// Block `block` of the samples on its way to that gradient, where masks for `blocks_dropped` blocks were
  /// drawn before.
  ShownBlock show_block(const Samples& samples, std::span<const double> parameters, std::size_t block,
                        std::uint64_t blocks_dropped) const;

  /// The loss alone, without penalty and dropout: of a network without them the same bits, at the price of
  /// the forward pass.
  double value(const Samples& samples, std::span<const double> parameters);

  /// How many blocks masks were drawn for: with it, and the seed, dropout goes on where another one has been.
  std::uint64_t blocks_dropped() const { return blocks_dropped_; }
  void set_blocks_dropped(std::uint64_t blocks) { blocks_dropped_ = blocks; }

  /// The network's outputs for all rows, N x O, into a matrix of O columns that is made as long as it needs.
  void outputs(const Samples& samples, std::span<const double> parameters, BlockMatrix& outputs);

 private:
  double add_penalty(std::span<const double> parameters, std::span<double> gradient) const;
  bool is_worth_threads(const Samples& samples) const;
  BackwardRule rule_on(const Samples& samples) const;
  /// Draws the masks of a block, where masks for `blocks_dropped` blocks were drawn before its samples.
  void drop_units(const BlockPass& pass, std::uint64_t blocks_dropped) const;

  const Network& network_;
  Objective objective_;
  Workers& workers_;
  std::vector<Workspace> workspaces_;  // one for each thread
  BlockSum gradients_;                 // of the gradient, then the loss's sum
  BlockSum losses_;                    // of the loss's sum alone
  std::vector<double> total_;          // as long as gradients_'s vectors
  std::uint64_t dropout_seed_;
  std::uint64_t blocks_dropped_ = 0;
};

}  // namespace nntrain
