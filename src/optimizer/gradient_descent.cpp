#include "optimizer/gradient_descent.hpp"

#include "math/kernels.hpp"

namespace nntrain {

void GradientDescent::step_part(std::span<double> point, std::size_t begin, std::size_t end) {
  if (momentum_ == 0) {
    kernels().add_scaled(point.data() + begin, -learning_rate_, gradient_.data() + begin, end - begin);
  } else {
    kernels().momentum_step(point.data() + begin, vector(0) + begin, gradient_.data() + begin, learning_rate_,
                            momentum_, nesterov_, end - begin);
  }
}

}  // namespace nntrain
