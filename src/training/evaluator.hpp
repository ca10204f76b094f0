#pragma once

#include <optional>
#include <span>
#include <vector>

#include "network/loss_gradient.hpp"
#include "training/split.hpp"

namespace nntrain {

/// Measures splits at a point in the space of parameters: what nobody asks for is not computed, and nothing
/// is computed twice.
class Evaluator {
 public:
  /// Keeps references to both.
  Evaluator(LossGradient& function, const Splits& splits);

  /// The point that is meant from now on; `train_loss` if it is known already. The parameters must live until
  /// the next move.
  void move_to(std::span<const double> parameters, std::optional<double> train_loss);

  std::span<const double> parameters() const { return parameters_; }

  /// The loss on a split, without penalty.
  double loss(const Split& split);
  /// The share of rows whose class is predicted.
  double accuracy(const Split& split);

 private:
  struct Measured {
    std::optional<double> loss;
    std::optional<double> accuracy;
  };
  Measured& of(const Split& split);

  LossGradient& function_;
  const Splits& splits_;
  std::span<const double> parameters_;
  std::vector<Measured> measured_;
  BlockMatrix outputs_;
};

}  // namespace nntrain
