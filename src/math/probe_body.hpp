// Measures the peak speed: multiply-adds in registers without waiting. Only kernels_body.cpp includes this
// file, once per instruction set, inside its own namespace.

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
