#include "optimizer/rprop.hpp"

#include <algorithm>

#include "math/kernels.hpp"

namespace nntrain {

Rprop::Rprop(std::size_t size) : Optimizer(size, 2 * size) {
  constexpr double kFirstStep = 0.1;
  std::fill_n(vector(0), size, kFirstStep);
}

void Rprop::step_part(std::span<double> point, std::size_t begin, std::size_t end) {
  kernels().rprop_step(point.data() + begin, vector(0) + begin, vector(1) + begin, gradient_.data() + begin,
                       end - begin);
}

}  // namespace nntrain
