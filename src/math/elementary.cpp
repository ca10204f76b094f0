#include "math/elementary.hpp"

#include "math/kernels.hpp"

namespace nntrain {

double exp(double x) {
  kernels().exp(&x, 1);
  return x;
}

double log(double x) {
  kernels().log(&x, 1);
  return x;
}

double tanh(double x) {
  kernels().tanh(&x, 1);
  return x;
}

double sigmoid(double x) {
  kernels().sigmoid(&x, 1);
  return x;
}

}  // namespace nntrain
