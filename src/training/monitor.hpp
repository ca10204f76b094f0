#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "metrics/class_output.hpp"
#include "model/preprocessing.hpp"
#include "network/loss_gradient.hpp"
#include "training/split.hpp"

namespace nntrain {

/// The metric that --patience and --restarts compare, and how rows are measured during training.
struct Watched {
  std::string metric = "loss";        ///< with a goal_of()
  std::vector<std::string> labels{};  ///< of the classes; none: a regression
  TargetScale scale{};                ///< of a regression: its metrics, except the loss, are on the target's
                                      ///< own scale
  Threshold threshold{};              ///< of two classes, if it is known before training
};

/// Measures splits with given parameters. It computes only requested values, each one once. Ranks that train
/// together all ask for the same values in the same order: a signal that cuts one of them short cuts all.
class Monitor {
 public:
  /// Keeps references to `function` and `splits`.
  Monitor(LossGradient& function, const Splits& splits, Watched watched = {});

  /// Sets the parameters for the next measurements; `train_loss` is their loss if known. The parameters must
  /// live until the next call.
  void move_to(std::span<const double> parameters, std::optional<double> train_loss);

  std::span<const double> parameters() const { return parameters_; }
  /// The training rows first; a network of an ensemble can have its own ones.
  const Splits& splits() const { return splits_; }

  /// Whether other ranks measure, too, and wait for this one.
  bool waits_for_ranks() const { return function_.ranks().are_many(); }
  /// Whether one rank alone may ask for loss() or accuracy(), because it has no others, or knows it.
  bool has_loss(const Split& split);
  bool has_accuracy(const Split& split);

  /// The loss on one of splits(), without penalty.
  double loss(const Split& split);
  /// The share of correctly predicted rows.
  double accuracy(const Split& split);
  /// The watched metric. NaN if it is undefined.
  double watched(const Split& split);

 private:
  struct Measured {
    std::optional<double> loss;
    std::optional<double> accuracy;
    std::optional<double> watched;
  };
  Measured& of(const Split& split);
  /// Sets outputs_.
  double measure_watched(const Split& split);

  LossGradient& function_;
  const Splits& splits_;
  Watched watched_;
  std::span<const double> parameters_;
  std::vector<Measured> measured_;
  BlockMatrix outputs_;
};

}  // namespace nntrain
