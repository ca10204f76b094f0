// The measure that kernels are held against: multiply-adds in registers, with nothing to wait for. Included
// by kernels_body.cpp alone, once per instruction set, inside a namespace of its own.

// A vector a sum; sums enough that none waits for the one before it (a multiply-add takes 4 to 5 cycles, two
// start in each), few enough that all stay in registers: 16 of AVX-512's 32, 10 of AVX2's 16.
#ifdef __AVX512F__
constexpr Size kProbeWidth = 8;
constexpr Size kProbeRows = 4;
constexpr Size kProbeColumns = 4;
#else
constexpr Size kProbeWidth = 4;
constexpr Size kProbeRows = 2;
constexpr Size kProbeColumns = 5;
#endif
constexpr Size kProbeSteps = 8;  // of a round: clang++ moves registers around at its end

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
