#include "optimizer/rprop.hpp"

#include <algorithm>

#include "math/kernels.hpp"

namespace nntrain {

Rprop::Rprop(std::size_t size) : Optimizer(size, 2 * size) {
  constexpr double kFirstStep = 0.1;
  std::fill_n(vector(0), size, kFirstStep);
}

Step Rprop::step(const ValueAndGradient& function, std::span<double> point) {
  const double value = compute(function, point);
  kernels().rprop_step(point.data(), vector(0), vector(1), gradient_.data(), point.size());
  return {value};
}

}  // namespace nntrain
