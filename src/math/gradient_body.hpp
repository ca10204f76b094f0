// The gradient of a layer's parameters, X' D. Only kernels_body.cpp includes this file, once per instruction
// set, inside its own namespace, after wide_body.hpp and strip_body.hpp.

// A tile has the sums over the rows of a[i] b[j], i < A, j < B, in lanes. If a vector has a whole pack of
// rows, they stay in registers until they are added up. Else they are added up in memory, part by part.
#if defined(__AVX2__) && !defined(__AVX512F__)
constexpr Size kMostB = 4;
#else
constexpr Size kMostB = 8;
#endif

// The sums over part `part` of each pack. With Ones, a[0] is a column of ones, and the memory at a starts
// with a[1].
template <bool Ones, Size A, Size B>
NNTRAIN_INLINE void sum_part(const double* __restrict a, const double* __restrict b, Size part, Size packs,
                             Wide (*sums)[B]) {
  Wide sum[A][B];
  NNTRAIN_TILE
  for (Size i = 0; i < A; ++i) {
    NNTRAIN_TILE
    for (Size j = 0; j < B; ++j) sum[i][j] = wide_of(0.0);
  }
  for (Size p = 0; p < packs; ++p) {
    const Size r = p * kLanes + part * kWide;
    Wide a_r[A];
    NNTRAIN_TILE
    for (Size i = Ones ? 1 : 0; i < A; ++i) a_r[i] = wide_at(a + (i - (Ones ? 1 : 0)) * kBlockRows + r);
    NNTRAIN_TILE
    for (Size j = 0; j < B; ++j) {
      const Wide b_r = kept_at(b + j * kBlockRows + r);
      NNTRAIN_TILE
      for (Size i = 0; i < A; ++i) {
        sum[i][j] = Ones && i == 0 ? sum[i][j] + b_r : fma(a_r[i], b_r, sum[i][j]);
      }
    }
  }
  NNTRAIN_TILE
  for (Size i = 0; i < A; ++i) {
    NNTRAIN_TILE
    for (Size j = 0; j < B; ++j) sums[i][j] = sum[i][j];
  }
}

// Writes the totals of a tile's row: element j to out[j * stride].
template <Size B>
NNTRAIN_INLINE void put_totals(const Wide* sums, Size part_stride, double* out, Size stride) {
  constexpr Size kHere = B < kWide ? B : kWide;
  const Wide all = totals<kHere>(sums, part_stride);
  if (stride == 1) {
    __builtin_memcpy(out, &all, kHere * sizeof(double));
  } else {
    NNTRAIN_TILE
    for (Size j = 0; j < kHere; ++j) out[j * stride] = all[j];
  }
  if constexpr (B > kWide) put_totals<B - kWide>(sums + kWide, part_stride, out + kWide * stride, stride);
}

// Writes the sums of a[i] b[j] over all rows to out[i * a_stride + j * b_stride].
template <bool Ones, Size A, Size B>
__attribute__((noinline)) void gradient_tile(const double* a, const double* b, double* out, Size a_stride,
                                             Size b_stride, Size packs) {
  Wide sums[kParts][A][B];
  NNTRAIN_TILE
  for (Size part = 0; part < kParts; ++part) sum_part<Ones, A, B>(a, b, part, packs, sums[part]);
  NNTRAIN_TILE
  for (Size i = 0; i < A; ++i) put_totals<B>(&sums[0][i][0], A * B, out + i * a_stride, b_stride);
}

// The tiles of `rows` columns of a, and with Ones of a column of ones before them, and of B columns of b.
template <bool Ones, Size B>
inline void gradient_group(const double* a, Size rows, const double* b, double* out, Size a_stride,
                           Size b_stride, Size packs) {
  Size i = 0;
  if constexpr (Ones) {
    if (rows < 2) {
      gradient_tile<true, 1, B>(a, b, out, a_stride, b_stride, packs);
    } else {
      gradient_tile<true, 3, B>(a, b, out, a_stride, b_stride, packs);
      i = 2;
    }
    out += a_stride;
  }
  for (; i + 3 <= rows; i += 3) {
    gradient_tile<false, 3, B>(a + i * kBlockRows, b, out + i * a_stride, a_stride, b_stride, packs);
  }
  a += i * kBlockRows;
  out += i * a_stride;
  if (rows - i == 2) gradient_tile<false, 2, B>(a, b, out, a_stride, b_stride, packs);
  if (rows - i == 1) gradient_tile<false, 1, B>(a, b, out, a_stride, b_stride, packs);
}

// The same for `columns` columns of b.
template <bool Ones, Size B = kMostB>
inline void gradient_columns(const double* a, Size rows, const double* b, Size columns, double* out,
                             Size a_stride, Size b_stride, Size packs) {
  Size j = 0;
  for (; j + B <= columns; j += B) {
    gradient_group<Ones, B>(a, rows, b + j * kBlockRows, out + j * b_stride, a_stride, b_stride, packs);
  }
  if constexpr (B > 1) {
    if (j == columns) return;
    gradient_columns<Ones, B / 2>(a, rows, b + j * kBlockRows, columns - j, out + j * b_stride, a_stride,
                                  b_stride, packs);
  }
}

void column_sums(const double* d, double* sums, Size outputs, Size packs) {
  gradient_columns<true>(d, 0, d, outputs, sums, 0, 1, packs);
}

// The first `columns` columns of the gradient, whole groups.
inline void gradient_groups(const double* x, const double* d, double* out, Size inputs, Size outputs,
                            Size columns, bool has_bias, Size packs) {
#if defined(__AVX512F__)
  if (takes_strips(inputs, packs)) {
    return gradient_by_strips(x, d, out, inputs, outputs, columns, has_bias, packs);
  }
#endif
  if (has_bias) return gradient_columns<true>(x, inputs, d, columns, out, outputs, 1, packs);
  gradient_columns<false>(x, inputs, d, columns, out, outputs, 1, packs);
}

// Whole groups of outputs first. For the last few outputs, the groups are of inputs.
void parameter_gradient(const double* x, const double* d, double* d_parameters, Size inputs, Size outputs,
                        bool has_bias, Size packs) {
  const Size last = outputs % kMostB;
  const Size most = outputs - last;
  gradient_groups(x, d, d_parameters, inputs, outputs, most, has_bias, packs);
  if (last == 0) return;
  const double* const d_last = d + most * kBlockRows;
  double* out = d_parameters + most;
  if (has_bias) {
    column_sums(d_last, out, last, packs);
    out += outputs;
  }
  gradient_columns<false>(d_last, last, x, inputs, out, 1, outputs, packs);
}
