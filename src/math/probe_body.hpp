// Measure the speed of this processor, for bounds of what is possible: multiply-adds in registers without
// waiting, and sigmoids. Only kernels_body.cpp includes this file, once per instruction set, inside its own
// namespace.

// One vector per sum. There are enough sums that none waits for its previous step (a multiply-add takes 4 to
// 5 cycles, two start in each cycle). All sums fit in registers: 16 of 32 with AVX-512, 10 of 16 with AVX2.
#ifdef __AVX512F__
constexpr Size kProbeWidth = 8;
constexpr Size kProbeRows = 4;
constexpr Size kProbeColumns = 4;
#else
constexpr Size kProbeWidth = 4;
constexpr Size kProbeRows = 2;
constexpr Size kProbeColumns = 5;
#endif
constexpr Size kProbeSteps = 8;  // steps per round; clang++ moves registers at the end of a round

struct ProbeVector {
  double v[kProbeWidth];
};

Size fma_probe(double* lanes, Size rounds) {
  ProbeVector sum[kProbeRows][kProbeColumns];
  NNTRAIN_UNROLL
  for (Size r = 0; r < kProbeRows; ++r) {
    NNTRAIN_UNROLL
    for (Size c = 0; c < kProbeColumns; ++c) {
      const auto start = static_cast<double>(r * kProbeColumns + c);  // equal sums would be computed once
      NNTRAIN_UNROLL
      for (Size l = 0; l < kProbeWidth; ++l) sum[r][c].v[l] = lanes[l] + start;
    }
  }
  for (Size round = 0; round < rounds; ++round) {
    NNTRAIN_UNROLL
    for (Size step = 0; step < kProbeSteps; ++step) {
      NNTRAIN_UNROLL
      for (auto& row : sum) {
        NNTRAIN_UNROLL
        for (ProbeVector& one : row) {
          NNTRAIN_UNROLL
          for (double& x : one.v) x = fma(x, 0.5, 1.0);
        }
      }
    }
  }
  NNTRAIN_UNROLL
  for (const auto& row : sum) {
    NNTRAIN_UNROLL
    for (const ProbeVector& one : row) {
      NNTRAIN_UNROLL
      for (Size l = 0; l < kProbeWidth; ++l) lanes[l] += one.v[l];
    }
  }
  return rounds * kProbeSteps * kProbeRows * kProbeColumns * kProbeWidth;
}

// The sigmoid as commit b12759d computed it. It stays as it is: a faster kernel of nntrain must not make the
// bound harder to reach, nor a slower one easier.
NNTRAIN_INLINE double probed_sigmoid(double x) {
  const double y = x > 700.0 ? -700.0 : -x;
  const double shifted = __builtin_fma(y, 0x1.71547652b82fep0, 0x1.8p52);
  const double n = shifted - 0x1.8p52;
  const double r = __builtin_fma(-n, 0x1.abc9e3b39803fp-56, __builtin_fma(-n, 0x1.62e42fefa39efp-1, y));
  const double u = r * r;
  const double p1 = __builtin_fma(0x1.1530e3b8e37ep-15, u, 0x1.c70fd479a6457p-7);
  const double q = __builtin_fma(__builtin_fma(0x1.03fc12c796b7fp-10, u, 0x1.c7194a73beddap-4), u, 1.0);
  const double p = __builtin_fma(p1, u, 0.5);
  const double below = __builtin_fma(-r, p, q);
  const double above = __builtin_fma(r, p, q);
  const unsigned long long scaled =
      __builtin_bit_cast(unsigned long long, above) + (__builtin_bit_cast(unsigned long long, shifted) << 52);
  const double result = below / (below + __builtin_bit_cast(double, scaled));
  return x < -709.78 ? 0.0 : result;
}

void sigmoid_probe(double* x, Size n) {
  for (Size i = 0; i < n; ++i) x[i] = probed_sigmoid(x[i]);
}
