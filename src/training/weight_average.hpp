#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nntrain {

/// The moving average of parameters over the updates: a <- F a + (1 - F) w after each one. The parameters
/// that are used are a / (1 - F^t), because a starts at 0 (averaging: Polyak and Juditsky, "Acceleration of
/// stochastic approximation by averaging", 1992; the correction: Kingma and Ba, "Adam", 2015, section 3).
class WeightAverage {
 public:
  /// For `size` parameters. `share` is F in [0, 1); with 0 the average of parameters is the last of them.
  WeightAverage(double share, std::size_t size);

  /// Adds the parameters after an update.
  void add(std::span<const double> parameters);

  /// Writes the average to `point`; without an update so far, `parameters`.
  void write(std::span<const double> parameters, std::span<double> point) const;

  bool is_on() const { return share_ > 0; }

  /// What a checkpoint keeps: a, one number for each parameter; then F^t. Empty if it is off.
  const std::vector<double>& state() const { return state_; }
  /// Continues after an average with this state.
  void restore(const std::vector<double>& state) { state_ = state; }

 private:
  double share_;
  std::vector<double> state_;
};

}  // namespace nntrain
