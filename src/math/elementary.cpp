#include "math/elementary.hpp"

#include "math/kernels.hpp"

namespace nntrain {

namespace {

double at(void (*function)(double*, std::size_t), double x) {
  function(&x, 1);
  return x;
}

}  // namespace

double exp(double x) {
  return at(kernels().exp, x);
}

double log(double x) {
  return at(kernels().log, x);
}

double tanh(double x) {
  return at(kernels().tanh, x);
}

double cos_pi(double x) {
  return at(kernels().cos_pi, x);
}

double sigmoid(double x) {
  return at(kernels().sigmoid, x);
}

}  // namespace nntrain
