#include "optimizer/adam.hpp"

#include <cmath>

#include "math/kernels.hpp"

namespace nntrain {
namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;

}  // namespace

Adam::Adam(std::size_t size, double learning_rate) : Optimizer(size, 2 * size + 2, learning_rate) {
  vector(2)[0] = 1;
  vector(2)[1] = 1;
}

void Adam::begin_step() {
  const double* const powers = vector(2);
  // Corrects both moments for their start at 0: m / (1 - 0.9^t), s / (1 - 0.999^t).
  rate_ = learning_rate_ / (1 - powers[0] * kBeta1);
  root_ = 1 / std::sqrt(1 - powers[1] * kBeta2);
}

void Adam::step_part(std::span<double> point, std::size_t begin, std::size_t end) {
  kernels().adam_step(point.data() + begin, vector(0) + begin, vector(1) + begin, gradient_.data() + begin,
                      rate_, root_, end - begin);
}

void Adam::end_step() {
  double* const powers = vector(2);
  powers[0] *= kBeta1;
  powers[1] *= kBeta2;
}

}  // namespace nntrain
