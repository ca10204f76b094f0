#include "optimizer/gradient_descent.hpp"

#include "math/kernels.hpp"

namespace nntrain {

Step GradientDescent::step(const ValueAndGradient& function, std::span<double> point) {
  const double value = compute(function, point);
  if (momentum_ == 0) {
    kernels().add_scaled(point.data(), -learning_rate_, gradient_.data(), point.size());
  } else {
    kernels().momentum_step(point.data(), vector(0), gradient_.data(), learning_rate_, momentum_, nesterov_,
                            point.size());
  }
  return {value};
}

}  // namespace nntrain
