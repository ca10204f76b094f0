// The kernels of one instruction set: this file is compiled once for each, with NNTRAIN_KERNEL_LEVEL set to
// its name. Everything has internal linkage (no std containers, no shared inline functions), so that the
// linker can never take code made for one processor into another's.

#include <cfloat>
#include <cstddef>

#include "math/block.hpp"
#include "math/kernel_table.hpp"

#define NNTRAIN_JOIN_(a, b) a##b
#define NNTRAIN_JOIN(a, b) NNTRAIN_JOIN_(a, b)
#define NNTRAIN_TEXT_(a) #a
#define NNTRAIN_TEXT(a) NNTRAIN_TEXT_(a)

// g++ keeps a tile's accumulators in vector registers only when all loops over it are unrolled early; clang++
// only when they are not.
#if defined(__clang__)
#define NNTRAIN_UNROLL
#else
#define NNTRAIN_UNROLL _Pragma("GCC unroll 8")
#endif

#ifdef __FAST_MATH__
#error "nntrain promises the same bits everywhere: it cannot be compiled with -ffast-math or -Ofast"
#endif
static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles (SSE2 instead of x87)");

namespace nntrain {
namespace {

#include "math/elementary_body.hpp"

using Size = std::size_t;

// Four packs by four outputs keep 16 accumulators in AVX-512's 32 registers; narrower vectors need two or
// four registers a pack, so there one pack at a time.
#ifdef __AVX512F__
constexpr Size kTilePacks = 4;
#else
constexpr Size kTilePacks = 1;
#endif
constexpr Size kTileColumns = 4;

struct Lanes {
  double v[kLanes];
};

inline void multiply_add(Lanes& sum, const double* x, double w) {
  NNTRAIN_UNROLL
  for (Size l = 0; l < kLanes; ++l) sum.v[l] = fma(x[l], w, sum.v[l]);
}

inline void multiply_add(Lanes& sum, const double* x, const double* y) {
  NNTRAIN_UNROLL
  for (Size l = 0; l < kLanes; ++l) sum.v[l] = fma(x[l], y[l], sum.v[l]);
}

// The one order in which eight lanes are added.
inline double total(const Lanes& sum) {
  const double* v = sum.v;
  return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

// Out[c] (c < Columns) = start[c] + sum over k < depth of in[k] * weights[k * k_stride + c * c_stride].
template <Size Columns, Size Packs>
inline void product_tile(const double* in, const double* weights, Size k_stride, Size c_stride,
                         const double* start, double* out, Size depth) {
  Lanes sum[Columns][Packs];
  NNTRAIN_UNROLL
  for (Size c = 0; c < Columns; ++c) {
    NNTRAIN_UNROLL
    for (Size p = 0; p < Packs; ++p) {
      for (double& lane : sum[c][p].v) lane = start != nullptr ? start[c] : 0.0;
    }
  }
  for (Size k = 0; k < depth; ++k) {
    NNTRAIN_UNROLL
    for (Size c = 0; c < Columns; ++c) {
      const double w = weights[k * k_stride + c * c_stride];
      NNTRAIN_UNROLL
      for (Size p = 0; p < Packs; ++p) multiply_add(sum[c][p], in + k * kBlockRows + p * kLanes, w);
    }
  }
  NNTRAIN_UNROLL
  for (Size c = 0; c < Columns; ++c) {
    NNTRAIN_UNROLL
    for (Size p = 0; p < Packs; ++p) {
      NNTRAIN_UNROLL
      for (Size l = 0; l < kLanes; ++l) out[c * kBlockRows + p * kLanes + l] = sum[c][p].v[l];
    }
  }
}

template <Size Columns>
inline void product_columns(const double* in, const double* weights, Size k_stride, Size c_stride,
                            const double* start, double* out, Size depth, Size packs) {
  Size p = 0;
  for (; p + kTilePacks <= packs; p += kTilePacks) {
    product_tile<Columns, kTilePacks>(in + p * kLanes, weights, k_stride, c_stride, start, out + p * kLanes,
                                      depth);
  }
  for (; p < packs; ++p) {
    product_tile<Columns, 1>(in + p * kLanes, weights, k_stride, c_stride, start, out + p * kLanes, depth);
  }
}

inline void product(const double* in, const double* weights, Size k_stride, Size c_stride,
                    const double* start, double* out, Size depth, Size columns, Size packs) {
  Size c = 0;
  for (; c + kTileColumns <= columns; c += kTileColumns) {
    product_columns<kTileColumns>(in, weights + c * c_stride, k_stride, c_stride,
                                  start != nullptr ? start + c : nullptr, out + c * kBlockRows, depth, packs);
  }
  for (; c < columns; ++c) {
    product_columns<1>(in, weights + c * c_stride, k_stride, c_stride, start != nullptr ? start + c : nullptr,
                       out + c * kBlockRows, depth, packs);
  }
}

void affine(const double* x, const double* weights, const double* bias, double* z, Size inputs, Size outputs,
            Size packs) {
  product(x, weights, outputs, 1, bias, z, inputs, outputs, packs);
}

void affine_transposed(const double* d, const double* weights, double* d_x, Size inputs, Size outputs,
                       Size packs) {
  product(d, weights, 1, outputs, nullptr, d_x, outputs, inputs, packs);
}

// A function of its own, not inlined: seen together with the loop that made the sums, g++ 12 would keep them
// in scalar registers.
__attribute__((noinline)) void store_totals(const Lanes* sums, double* d_weights, Size inputs, Size columns,
                                            Size outputs) {
  for (Size i = 0; i < inputs; ++i) {
    for (Size o = 0; o < columns; ++o) d_weights[i * outputs + o] = total(sums[i * columns + o]);
  }
}

template <Size Inputs, Size Outputs>
inline void outer_tile(const double* x, const double* d, double* d_weights, Size outputs, Size packs) {
  Lanes sum[Inputs][Outputs] = {};
  for (Size p = 0; p < packs; ++p) {
    NNTRAIN_UNROLL
    for (Size i = 0; i < Inputs; ++i) {
      NNTRAIN_UNROLL
      for (Size o = 0; o < Outputs; ++o) {
        multiply_add(sum[i][o], x + i * kBlockRows + p * kLanes, d + o * kBlockRows + p * kLanes);
      }
    }
  }
  Lanes sums[Inputs * Outputs];
  NNTRAIN_UNROLL
  for (Size i = 0; i < Inputs; ++i) {
    NNTRAIN_UNROLL
    for (Size o = 0; o < Outputs; ++o) sums[i * Outputs + o] = sum[i][o];
  }
  store_totals(sums, d_weights, Inputs, Outputs, outputs);
}

template <Size Inputs>
inline void outer_rows(const double* x, const double* d, double* d_weights, Size outputs, Size packs) {
  Size o = 0;
  for (; o + kTileColumns <= outputs; o += kTileColumns) {
    outer_tile<Inputs, kTileColumns>(x, d + o * kBlockRows, d_weights + o, outputs, packs);
  }
  for (; o < outputs; ++o) {
    outer_tile<Inputs, 1>(x, d + o * kBlockRows, d_weights + o, outputs, packs);
  }
}

void outer_product(const double* x, const double* d, double* d_weights, Size inputs, Size outputs,
                   Size packs) {
  Size i = 0;
  for (; i + kTilePacks <= inputs; i += kTilePacks) {
    outer_rows<kTilePacks>(x + i * kBlockRows, d, d_weights + i * outputs, outputs, packs);
  }
  for (; i < inputs; ++i) outer_rows<1>(x + i * kBlockRows, d, d_weights + i * outputs, outputs, packs);
}

void column_sums(const double* d, double* sums, Size outputs, Size packs) {
  for (Size o = 0; o < outputs; ++o) {
    Lanes sum = {};
    for (Size p = 0; p < packs; ++p) {
      NNTRAIN_UNROLL
      for (Size l = 0; l < kLanes; ++l) sum.v[l] += d[o * kBlockRows + p * kLanes + l];
    }
    sums[o] = total(sum);
  }
}

#include "math/loss_body.hpp"
#include "math/probe_body.hpp"
#include "math/step_body.hpp"

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
void sigmoid_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = sigmoid_of(x[i]);
}
void relu_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = relu_of(x[i]);
}
void step_all(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = x[i] > 0.0 ? 1.0 : 0.0;
}

void times_sigmoid_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] *= h[i] * (1.0 - h[i]);
}
void times_tanh_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] *= fma(-h[i], h[i], 1.0);
}
void times_relu_slope(double* __restrict d, const double* __restrict h, Size n) {
  for (Size i = 0; i < n; ++i) d[i] = h[i] > 0.0 ? d[i] : 0.0;
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
    .outer_product = outer_product,
    .column_sums = column_sums,
    .squared_error = squared_error,
    .sigmoid_cross_entropy = sigmoid_cross_entropy,
    .softmax = softmax,
    .softmax_cross_entropy = softmax_cross_entropy,
    .exp = exp_all,
    .log = log_all,
    .tanh = tanh_all,
    .sigmoid = sigmoid_all,
    .relu = relu_all,
    .step = step_all,
    .times_sigmoid_slope = times_sigmoid_slope,
    .times_tanh_slope = times_tanh_slope,
    .times_relu_slope = times_relu_slope,
    .times_softmax_slope = times_softmax_slope,
    .add = add,
    .scale = scale,
    .add_scaled = add_scaled,
    .multiply = multiply,
    .dot = dot,
    .momentum_step = momentum_step,
    .adam_step = adam_step,
    .rprop_step = rprop_step,
    .fma_probe = fma_probe,
};

}  // namespace nntrain
