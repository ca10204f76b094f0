#include "math/kernels.hpp"
#include "optimizer/optimizer.hpp"

namespace nntrain {

double GradientDescent::step(const ValueAndGradient& function, std::span<double> point) {
  gradient_.resize(point.size());
  const double value = function(point, gradient_);
  kernels().add_scaled(point.data(), -learning_rate_, gradient_.data(), point.size());
  return value;
}

}  // namespace nntrain
