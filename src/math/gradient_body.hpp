// The gradient of a layer's parameters from few rows. Only kernels_body.cpp includes this file, once per
// instruction set, inside its own namespace, after Lanes.
//
// The tiles of product_body.hpp hold the lanes of a sum in one vector, and add them up in the end. With few
// rows that takes as long as the sums themselves. Here a vector holds one lane of the sums of kStrip outputs,
// so the lanes are added vector by vector. The order of the additions is the same, and so are the bits.

constexpr Size kStrip = 8;      // outputs
constexpr Size kStripRows = 4;  // inputs whose sums are in registers: kStripRows x kHalf vectors
constexpr Size kHalf = kLanes / 2;

// With more packs of rows, adding up the lanes takes little of the time. Other instruction sets have too few
// registers, and clang++ does not keep the sums in them.
inline bool takes_strips([[maybe_unused]] Size outputs, [[maybe_unused]] Size packs) {
#if defined(__AVX512F__) && !defined(__clang__)
  return packs > 0 && packs <= 8 && outputs >= kStrip;
#else
  return false;
#endif
}

// out[2 i] = in[i], out[2 i + 1] = in[i + N]
template <Size N>
inline void interleave(const double* __restrict in, double* __restrict out) {
  for (Size i = 0; i < N; ++i) {
    out[2 * i] = in[i];
    out[2 * i + 1] = in[i + N];
  }
}

// strip[r][o] = d[o][r] for kStrip columns and `packs` packs of rows.
__attribute__((noinline)) void transpose_strip(const double* __restrict d, double* __restrict strip,
                                               Size packs) {
  constexpr Size kSwapped = kStrip * kLanes / 2;
  for (Size p = 0; p < packs; ++p) {
    alignas(64) double one[2 * kSwapped];
    alignas(64) double other[2 * kSwapped];
    NNTRAIN_UNROLL
    for (Size o = 0; o < kStrip; ++o) {
      NNTRAIN_VECTOR
      for (Size l = 0; l < kLanes; ++l) one[o * kLanes + l] = d[o * kBlockRows + p * kLanes + l];
    }
    // Each turn moves the upper bit of the place to its lower end: three turns swap o and l.
    interleave<kSwapped>(one, other);
    interleave<kSwapped>(other, one);
    interleave<kSwapped>(one, strip + p * 2 * kSwapped);
  }
}

// The same for fewer columns; 0 for the others.
__attribute__((noinline)) void transpose_last(const double* __restrict d, double* __restrict strip,
                                              Size columns, Size packs) {
  for (Size r = 0; r < packs * kLanes; ++r) {
    for (Size o = 0; o < kStrip; ++o) strip[r * kStrip + o] = o < columns ? d[o * kBlockRows + r] : 0.0;
  }
}

// The sums of x[i] d[o] over half of the lanes, from lane 0 or kHalf on, of the rows of a strip.
template <Size Rows>
inline void strip_half(const double* const* __restrict x, const double* __restrict strip,
                       double (*__restrict half)[kStrip], Size first, Size packs) {
  double sum[Rows][kHalf][kStrip];
  NNTRAIN_UNROLL
  for (Size i = 0; i < Rows; ++i) {
    NNTRAIN_UNROLL
    for (Size l = 0; l < kHalf; ++l) {
      NNTRAIN_VECTOR
      for (Size o = 0; o < kStrip; ++o) sum[i][l][o] = 0.0;
    }
  }
  if (packs == 0) __builtin_unreachable();  // else the compiler starts the sums in memory
  for (Size p = 0; p < packs; ++p) {
    const Size r = p * kLanes + first;
    NNTRAIN_UNROLL
    for (Size l = 0; l < kHalf; ++l) {
      NNTRAIN_UNROLL
      for (Size i = 0; i < Rows; ++i) {
        const double x_i = x[i][r + l];
        NNTRAIN_VECTOR
        for (Size o = 0; o < kStrip; ++o) {
          sum[i][l][o] = fma(x_i, strip[(r + l) * kStrip + o], sum[i][l][o]);
        }
      }
    }
  }
  NNTRAIN_UNROLL
  for (Size i = 0; i < Rows; ++i) {
    NNTRAIN_VECTOR
    for (Size o = 0; o < kStrip; ++o) {
      half[i][o] = (sum[i][0][o] + sum[i][1][o]) + (sum[i][2][o] + sum[i][3][o]);
    }
  }
}

// out[i][o] = sum of x[i] d[o] over the rows of a strip, added as in total().
template <Size Rows>
inline void strip_tile(const double* const* x, const double* strip, double* __restrict out, Size stride,
                       Size packs) {
  alignas(64) double lower[Rows][kStrip];
  alignas(64) double upper[Rows][kStrip];
  strip_half<Rows>(x, strip, lower, 0, packs);
  strip_half<Rows>(x, strip, upper, kHalf, packs);
  NNTRAIN_UNROLL
  for (Size i = 0; i < Rows; ++i) {
    NNTRAIN_VECTOR
    for (Size o = 0; o < kStrip; ++o) out[i * stride + o] = lower[i][o] + upper[i][o];
  }
}

template <Size Rows>
inline void strip_rows(const double* const* x, const double* strip, double* out, Size stride, Size columns,
                       Size packs) {
  if (columns == kStrip) return strip_tile<Rows>(x, strip, out, stride, packs);
  double whole[Rows * kStrip];
  strip_tile<Rows>(x, strip, whole, kStrip, packs);
  for (Size i = 0; i < Rows; ++i) {
    for (Size o = 0; o < columns; ++o) out[i * stride + o] = whole[i * kStrip + o];
  }
}

// The rows of the gradient from `ones`, if it is not null, and from the columns of x.
__attribute__((noinline)) void gradient_by_strips(const double* ones, const double* x, const double* d,
                                                  double* out, Size inputs, Size outputs, Size packs) {
  const Size before = ones != nullptr ? 1 : 0;
  const Size rows = inputs + before;
  alignas(64) double strip[kBlockRows * kStrip];
  for (Size o = 0; o < outputs; o += kStrip) {
    const Size columns = outputs - o < kStrip ? outputs - o : kStrip;
    if (columns == kStrip) {
      transpose_strip(d + o * kBlockRows, strip, packs);
    } else {
      transpose_last(d + o * kBlockRows, strip, columns, packs);
    }
    const auto row = [&](Size i) { return i < before ? ones : x + (i - before) * kBlockRows; };
    Size i = 0;
    for (; i + kStripRows <= rows; i += kStripRows) {
      const double* const of_tile[] = {row(i), row(i + 1), row(i + 2), row(i + 3)};
      strip_rows<kStripRows>(of_tile, strip, out + i * outputs + o, outputs, columns, packs);
    }
    for (; i < rows; ++i) {
      const double* const of_tile[] = {row(i)};
      strip_rows<1>(of_tile, strip, out + i * outputs + o, outputs, columns, packs);
    }
  }
}
