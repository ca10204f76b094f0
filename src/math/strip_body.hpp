// The gradient of a layer's parameters from few rows. Only kernels_body.cpp includes this file, once per
// instruction set, inside its own namespace, after wide_body.hpp.
//
// The tiles of gradient_body.hpp hold the lanes of a sum in one vector, and add them up in the end. With very
// few rows that takes as long as the sums themselves. Here a vector holds one lane of the sums of kLanes
// outputs, so the lanes are added vector by vector. The order of the additions is the same, and so are the
// bits.

#if defined(__AVX512F__)
constexpr Size kStripRows = 4;  // inputs whose sums are in registers: kStripRows x kHalf vectors
constexpr Size kHalf = kLanes / 2;
constexpr Size kMostStripPacks = 3;  // with more, tiles are as fast

// strip[r][o] = d[o][r] for kLanes columns and `packs` packs of rows.
inline void transpose_strip(const double* __restrict d, double* __restrict strip, Size packs) {
  for (Size p = 0; p < packs; ++p) {
    Wide v[kLanes];
    NNTRAIN_TILE
    for (Size o = 0; o < kLanes; ++o) v[o] = wide_at(d + o * kBlockRows + p * kLanes);
    // Each turn moves the upper bit of the place to its lower end: three turns swap o and r.
    NNTRAIN_TILE
    for (Size turn = 0; turn < 3; ++turn) {
      Wide next[kLanes];
      NNTRAIN_TILE
      for (Size i = 0; i < kHalf; ++i) {
        next[2 * i] = __builtin_shufflevector(v[i], v[i + kHalf], 0, 8, 1, 9, 2, 10, 3, 11);
        next[2 * i + 1] = __builtin_shufflevector(v[i], v[i + kHalf], 4, 12, 5, 13, 6, 14, 7, 15);
      }
      NNTRAIN_TILE
      for (Size i = 0; i < kLanes; ++i) v[i] = next[i];
    }
    NNTRAIN_TILE
    for (Size r = 0; r < kLanes; ++r) put(v[r], strip + (p * kLanes + r) * kLanes);
  }
}

// The sums of x[i] d[o] over half of the lanes, from lane 0 or kHalf on, of the rows of a strip.
NNTRAIN_INLINE void strip_half(const double* const* x, const double* __restrict strip, Size first, Size packs,
                               Wide* half) {
  Wide sum[kStripRows][kHalf];
  NNTRAIN_TILE
  for (Size i = 0; i < kStripRows; ++i) {  // NOLINT(modernize-loop-convert): unrolled as the others
    NNTRAIN_TILE
    for (Size l = 0; l < kHalf; ++l) sum[i][l] = wide_of(0.0);
  }
  for (Size r = first; r < packs * kLanes; r += kLanes) {
    NNTRAIN_TILE
    for (Size l = 0; l < kHalf; ++l) {
      const Wide d = kept_at(strip + (r + l) * kLanes);
      NNTRAIN_TILE
      for (Size i = 0; i < kStripRows; ++i) sum[i][l] = fma(wide_of(x[i][r + l]), d, sum[i][l]);
    }
  }
  NNTRAIN_TILE
  for (Size i = 0; i < kStripRows; ++i) half[i] = (sum[i][0] + sum[i][1]) + (sum[i][2] + sum[i][3]);
}

// out[i][o] = sum of x[i] d[o] over the rows of a strip, added as in total().
__attribute__((noinline)) void strip_tile(const double* const* x, const double* strip, double* out,
                                          Size stride, Size packs) {
  Wide lower[kStripRows];
  Wide upper[kStripRows];
  strip_half(x, strip, 0, packs, lower);
  strip_half(x, strip, kHalf, packs, upper);
  NNTRAIN_TILE
  for (Size i = 0; i < kStripRows; ++i) put(lower[i] + upper[i], out + i * stride);
}

inline bool takes_strips(Size inputs, Size packs) {
  return packs <= kMostStripPacks && inputs >= kStripRows;
}

// The first `columns` columns of the gradient, whole strips. Its rows are from a column of ones, if it has a
// bias, and from the columns of x.
inline void gradient_by_strips(const double* x, const double* d, double* out, Size inputs, Size outputs,
                               Size columns, bool has_bias, Size packs) {
  alignas(64) double strip[kMostStripPacks * kLanes * kLanes];
  double ones[kMostStripPacks * kLanes];
  for (double& one : ones) one = 1.0;
  const Size before = has_bias ? 1 : 0;
  const Size rows = inputs + before;
  const auto row = [&](Size i) { return i < before ? ones : x + (i - before) * kBlockRows; };
  for (Size o = 0; o < columns; o += kLanes) {
    transpose_strip(d + o * kBlockRows, strip, packs);
    for (Size i = 0; i < rows; i += kStripRows) {
      if (i + kStripRows > rows) i = rows - kStripRows;  // the last tile computes some rows again
      const double* const of_tile[] = {row(i), row(i + 1), row(i + 2), row(i + 3)};
      strip_tile(of_tile, strip, out + i * outputs + o, outputs, packs);
    }
  }
}
#endif
