#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "math/block_matrix.hpp"
#include "math/pairwise_sum.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/propagation.hpp"
#include "network/workspace.hpp"

namespace nntrain {

/// The loss of a network on a data set and its gradient, as functions of the parameters: blocks of rows go
/// forward and backward one by one, their sums are added in the tree of PairwiseSum. Keeps references to all
/// it is given.
class LossGradient {
 public:
  /// inputs: N x I, targets: N x O, N >= 1.
  LossGradient(const Network& network, Loss loss, Backprop rule, const BlockMatrix& inputs,
               const BlockMatrix& targets);

  /// The loss at `parameters`; writes the gradient there.
  double operator()(std::span<const double> parameters, std::span<double> gradient);

  /// The loss alone: the same bits, at the price of the forward pass.
  double value(std::span<const double> parameters);

  /// After a call of one of these: on how many rows the (first) output is on its target's side of 0.5.
  std::size_t correct() const { return correct_; }

  /// The network's outputs for all rows, N x O.
  BlockMatrix outputs(std::span<const double> parameters);

 private:
  const double* forward_block(std::span<const double> parameters, std::size_t block);

  const Network& network_;
  Loss loss_;
  Backprop rule_;
  const BlockMatrix& inputs_;
  const BlockMatrix& targets_;
  Workspace workspace_;
  PairwiseSum sum_;            // the gradient, then the squared errors
  PairwiseSum squares_;        // the squared errors alone
  std::vector<double> total_;  // as long as sum_'s vectors
  std::size_t correct_ = 0;
};

}  // namespace nntrain
