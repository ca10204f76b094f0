#include "optimizer/adam.hpp"

#include <cmath>

#include "math/kernels.hpp"

namespace nntrain {

Adam::Adam(std::size_t size, double learning_rate) : Optimizer(size, 2 * size + 2, learning_rate) {
  vector(2)[0] = 1;
  vector(2)[1] = 1;
}

Step Adam::step(const ValueAndGradient& function, std::span<double> point) {
  const double value = compute(function, point);
  double* const powers = vector(2);
  powers[0] *= 0.9;
  powers[1] *= 0.999;
  // Corrects both moments for their start at 0: m / (1 - 0.9^t), s / (1 - 0.999^t).
  kernels().adam_step(point.data(), vector(0), vector(1), gradient_.data(), learning_rate_ / (1 - powers[0]),
                      1 / std::sqrt(1 - powers[1]), point.size());
  return {value};
}

}  // namespace nntrain
