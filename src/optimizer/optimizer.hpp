#pragma once

#include <functional>
#include <span>
#include <vector>

namespace nntrain {

/// A function to be made small: returns its value at a point and writes its gradient there.
using ValueAndGradient = std::function<double(std::span<const double> point, std::span<double> gradient)>;

/// Descends a function step by step. Knows a function and a vector, nothing of networks.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// Moves `point` by one step and returns the function's value at where it was before.
  virtual double step(const ValueAndGradient& function, std::span<double> point) = 0;
};

/// x <- x - a f'(x) (Cauchy 1847).
class GradientDescent : public Optimizer {
 public:
  explicit GradientDescent(double learning_rate) : learning_rate_(learning_rate) {}

  double step(const ValueAndGradient& function, std::span<double> point) override;

 private:
  double learning_rate_;
  std::vector<double> gradient_;
};

}  // namespace nntrain
