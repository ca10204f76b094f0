#pragma once

#include <optional>
#include <span>
#include <vector>

#include "network/loss_gradient.hpp"
#include "training/split.hpp"

namespace nntrain {

/// Measures splits with given parameters. It computes only requested values, each one once.
class Monitor {
 public:
  /// Keeps references to both.
  Monitor(LossGradient& function, const Splits& splits);

  /// Sets the parameters for the next measurements; `train_loss` is their loss if known. The parameters must
  /// live until the next call.
  void move_to(std::span<const double> parameters, std::optional<double> train_loss);

  std::span<const double> parameters() const { return parameters_; }

  /// The loss on a split without penalty.
  double loss(const Split& split);
  /// The share of correctly predicted rows.
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
