// The kernels of one instruction set. This file is compiled once per set; NNTRAIN_KERNEL_LEVEL is its name.
// All functions have internal linkage (no std containers, no shared inline functions). So the linker cannot
// use code for one processor on another.

#include <cfloat>
#include <cstddef>
#include <cstdint>

#include "math/block.hpp"
#include "math/kernel_table.hpp"

#define NNTRAIN_JOIN_(a, b) a##b
#define NNTRAIN_JOIN(a, b) NNTRAIN_JOIN_(a, b)
#define NNTRAIN_TEXT_(a) #a
#define NNTRAIN_TEXT(a) NNTRAIN_TEXT_(a)

// NNTRAIN_VECTOR marks loops over the elements of a vector, NNTRAIN_UNROLL loops over the vectors of a tile.
// g++ turns the first into one instruction if they are not unrolled before, and keeps a tile in registers if
// the second are unrolled. clang++ does both by itself.
#if defined(__clang__)
#define NNTRAIN_VECTOR
#define NNTRAIN_UNROLL
#else
#define NNTRAIN_VECTOR _Pragma("GCC unroll 1")
#define NNTRAIN_UNROLL _Pragma("GCC unroll 8")
#endif

// For functions inside the row loops. g++ inlines less the more kernels there are, and does not vectorize a
// loop with a call.
#define NNTRAIN_INLINE inline __attribute__((always_inline))

#ifdef __FAST_MATH__
#error "nntrain promises the same bits everywhere: it cannot be compiled with -ffast-math or -Ofast"
#endif
static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles (SSE2 instead of x87)");

namespace nntrain {
namespace {

#include "math/elementary_body.hpp"

using Size = std::size_t;
using Word = std::uint64_t;

struct Lanes {
  double v[kLanes];
};

inline void multiply_add(Lanes& sum, const double* x, const double* y) {
  NNTRAIN_VECTOR
  for (Size l = 0; l < kLanes; ++l) sum.v[l] = fma(x[l], y[l], sum.v[l]);
}

// The fixed order in which the eight lanes are added.
inline double total(const Lanes& sum) {
  const double* v = sum.v;
  return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
}

// In the order in which they use each other.
#include "math/wide_body.hpp"

#include "math/strip_body.hpp"

#include "math/gradient_body.hpp"
#include "math/loss_body.hpp"
#include "math/mask_body.hpp"
#include "math/probe_body.hpp"
#include "math/product_body.hpp"
#include "math/sigmoid_units_body.hpp"

#include "math/sigmoid_network_body.hpp"
#include "math/step_body.hpp"
#include "math/tail_body.hpp"

inline double relu_of(double x) {
  return x < 0.0 ? 0.0 : x;
}

void exp_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = exp_of(x[i]);
}
void log_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = log_of(x[i]);
}
void tanh_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = tanh_of(x[i]);
}
void cos_pi_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = cos_pi_of(x[i]);
}
void sigmoid_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = sigmoid_of(x[i]);
}
void relu_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = relu_of(x[i]);
}
void elu_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = elu_of(x[i]);
}
void selu_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = selu_of(x[i]);
}
void softplus_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = softplus_of(x[i]);
}
void step_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = x[i] > 0.0 ? 1.0 : 0.0;
}

void times_sigmoid_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] *= fma(-h[i], h[i], h[i]);
}
void times_tanh_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] *= fma(-h[i], h[i], 1.0);
}
void times_relu_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] = h[i] > 0.0 ? d[i] : 0.0;
}
void times_elu_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] *= h[i] > 0.0 ? 1.0 : h[i] + 1.0;
}
void times_selu_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] *= h[i] > 0.0 ? kSelu : h[i] + kSeluAlpha;
}
void times_softplus_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] *= -expm1_of(-h[i]);
}
void add(double* __restrict sum, const double* __restrict x, Size n) {
  for (Size i = 0; i < n; ++i) sum[i] += x[i];
}
void scale(double* __restrict y, double a, const double* __restrict x, Size n) {
  for (Size i = 0; i < n; ++i) y[i] = a * x[i];
}
void add_scaled(double* __restrict y, double a, const double* __restrict x, Size n) {
  for (Size i = 0; i < n; ++i) y[i] = fma(a, x[i], y[i]);
}
void multiply(double* __restrict y, const double* __restrict x, Size n) {
  for (Size i = 0; i < n; ++i) y[i] *= x[i];
}
double dot(const double* x, const double* y, Size n) {
  Lanes sum = {};
  Size i = 0;
  for (; i + kLanes <= n; i += kLanes) multiply_add(sum, x + i, y + i);
  for (Size l = 0; i < n; ++i, ++l) sum.v[l] = fma(x[i], y[i], sum.v[l]);
  return total(sum);
}

}  // namespace

extern const Kernels NNTRAIN_JOIN(kernels_, NNTRAIN_KERNEL_LEVEL);
const Kernels NNTRAIN_JOIN(kernels_, NNTRAIN_KERNEL_LEVEL) = {
    .name = NNTRAIN_TEXT(NNTRAIN_KERNEL_LEVEL),
    .affine = affine,
    .affine_transposed = affine_transposed,
    .parameter_gradient = parameter_gradient,
    .column_sums = column_sums,
    .squared_error = squared_error,
    .absolute_error = absolute_error,
    .huber_error = huber_error,
    .sigmoid_cross_entropy = sigmoid_cross_entropy,
    .sigmoid_tail = sigmoid_tail,
    .sigmoid_network = sigmoid_network,
    .softmax = softmax,
    .softmax_cross_entropy = softmax_cross_entropy,
    .exp = exp_all,
    .log = log_all,
    .tanh = tanh_all,
    .cos_pi = cos_pi_all,
    .sigmoid = sigmoid_all,
    .relu = relu_all,
    .elu = elu_all,
    .selu = selu_all,
    .softplus = softplus_all,
    .step = step_all,
    .times_sigmoid_slope = times_sigmoid_slope,
    .times_tanh_slope = times_tanh_slope,
    .times_relu_slope = times_relu_slope,
    .times_elu_slope = times_elu_slope,
    .times_selu_slope = times_selu_slope,
    .times_softplus_slope = times_softplus_slope,
    .times_softmax_slope = times_softmax_slope,
    .add = add,
    .scale = scale,
    .add_scaled = add_scaled,
    .draw_masks = draw_masks,
    .apply_masks = apply_masks,
    .multiply = multiply,
    .dot = dot,
    .momentum_step = momentum_step,
    .adam_step = adam_step,
    .rprop_step = rprop_step,
    .fma_probe = fma_probe,
    .sigmoid_probe = sigmoid_probe,
};

}  // namespace nntrain
