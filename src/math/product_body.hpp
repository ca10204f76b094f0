// The three products of a layer. Only kernels_body.cpp includes this file, once per instruction set, inside
// its own namespace, after Lanes.

// The sums of a tile stay in registers while its terms are added, beside the two factors of a term. The sizes
// are measured for each compiler, see docs/speed.md.
#if defined(__clang__) && !defined(__AVX512F__)
constexpr Size kTileRows = 4;
constexpr Size kTileColumns = 4;
constexpr Size kVector = 4;  // rows per vector
#elif defined(__clang__)
constexpr Size kTileRows = 32;
constexpr Size kTileColumns = 4;
constexpr Size kVector = 8;
#elif defined(__AVX512F__)
constexpr Size kTileRows = 32;
constexpr Size kTileColumns = 6;
constexpr Size kVector = 8;
#else
constexpr Size kTileRows = 8;
constexpr Size kTileColumns = 6;
constexpr Size kVector = 8;
#endif
#if defined(__clang__) && defined(__AVX512F__)
constexpr Size kGradientRows = 3;
constexpr Size kGradientColumns = 5;
constexpr Size kSingleRows = 4;  // for one output
#elif defined(__AVX512F__)
constexpr Size kGradientRows = 4;
constexpr Size kGradientColumns = 6;
constexpr Size kSingleRows = 8;
#else
constexpr Size kGradientRows = 1;
constexpr Size kGradientColumns = 4;
constexpr Size kSingleRows = 4;
#endif

constexpr Size kShallow = 8;  // up to this many terms, tiles are slower

// A factor of a product: element (k, c) is at data[k * k_stride + c * c_stride].
struct Factor {
  const double* data;
  Size k_stride;
  Size c_stride;
};

// out[c] = start[c] + sum over k < depth of in[k] * factor(k, c), for c < Columns and Rows rows.
template <Size Columns, Size Rows>
inline void product_tile(const double* __restrict in, const Factor& factor, const double* __restrict start,
                         double* __restrict out, Size depth) {
  constexpr Size kVectors = Rows / kVector;
  double sum[Columns][kVectors][kVector];
  NNTRAIN_UNROLL
  for (Size c = 0; c < Columns; ++c) {
    const double first = start != nullptr ? start[c] : 0.0;
    NNTRAIN_UNROLL
    for (Size v = 0; v < kVectors; ++v) {
      NNTRAIN_VECTOR
      for (Size l = 0; l < kVector; ++l) sum[c][v][l] = first;
    }
  }
  if (depth == 0) __builtin_unreachable();  // else the compiler starts the sums in memory
  for (Size k = 0; k < depth; ++k) {
    const double* __restrict const w_k = factor.data + k * factor.k_stride;
    NNTRAIN_UNROLL
    for (Size c = 0; c < Columns; ++c) {
      const double w = w_k[c * factor.c_stride];
      NNTRAIN_UNROLL
      for (Size v = 0; v < kVectors; ++v) {
        NNTRAIN_VECTOR
        for (Size l = 0; l < kVector; ++l) {
          sum[c][v][l] = fma(in[k * kBlockRows + v * kVector + l], w, sum[c][v][l]);
        }
      }
    }
  }
  NNTRAIN_UNROLL
  for (Size c = 0; c < Columns; ++c) {
    NNTRAIN_UNROLL
    for (Size v = 0; v < kVectors; ++v) {
      NNTRAIN_VECTOR
      for (Size l = 0; l < kVector; ++l) out[c * kBlockRows + v * kVector + l] = sum[c][v][l];
    }
  }
}

template <Size Columns>
inline void product_columns(const double* in, const Factor& factor, const double* start, double* out,
                            Size depth, Size rows) {
  Size r = 0;
  for (; r + kTileRows <= rows; r += kTileRows) {
    product_tile<Columns, kTileRows>(in + r, factor, start, out + r, depth);
  }
  for (; r < rows; r += kVector) product_tile<Columns, kVector>(in + r, factor, start, out + r, depth);
}

// The last columns, fewer than in a tile.
template <Size Columns>
inline void product_rest(const double* in, const Factor& factor, const double* start, double* out, Size depth,
                         Size columns, Size rows) {
  if constexpr (Columns > 0) {
    if (columns == Columns) return product_columns<Columns>(in, factor, start, out, depth, rows);
    product_rest<Columns - 1>(in, factor, start, out, depth, columns, rows);
  }
}

// The product for few inputs: one column at a time, with the factors in registers. A tile would move its sums
// into registers and back for too few terms.
template <Size Depth>
inline void shallow_product(const double* __restrict in, const Factor& factor, const double* start,
                            double* __restrict out, Size columns, Size rows) {
  for (Size c = 0; c < columns; ++c) {
    double w[Depth];
    for (Size k = 0; k < Depth; ++k) w[k] = factor.data[k * factor.k_stride + c * factor.c_stride];
    const double first = start != nullptr ? start[c] : 0.0;
    for (Size r = 0; r < rows; ++r) {
      double sum = first;
      NNTRAIN_UNROLL
      for (Size k = 0; k < Depth; ++k) sum = fma(in[k * kBlockRows + r], w[k], sum);
      out[c * kBlockRows + r] = sum;
    }
  }
}

template <Size Depth>
inline void shallow_products(const double* in, const Factor& factor, const double* start, double* out,
                             Size depth, Size columns, Size rows) {
  if constexpr (Depth > 0) {
    if (depth == Depth) return shallow_product<Depth>(in, factor, start, out, columns, rows);
    shallow_products<Depth - 1>(in, factor, start, out, depth, columns, rows);
  }
}

inline void product(const double* in, Factor factor, const double* start, double* out, Size depth,
                    Size columns, Size packs) {
  const Size rows = packs * kLanes;
  if (depth <= kShallow) return shallow_products<kShallow>(in, factor, start, out, depth, columns, rows);
  Size c = 0;
  for (; c + kTileColumns <= columns; c += kTileColumns) {
    product_columns<kTileColumns>(in, factor, start, out, depth, rows);
    factor.data += kTileColumns * factor.c_stride;
    start = start != nullptr ? start + kTileColumns : nullptr;
    out += kTileColumns * kBlockRows;
  }
  product_rest<kTileColumns - 1>(in, factor, start, out, depth, columns - c, rows);
}

void affine(const double* x, const double* weights, const double* bias, double* z, Size inputs, Size outputs,
            Size packs) {
  product(x, {weights, outputs, 1}, bias, z, inputs, outputs, packs);
}

void affine_transposed(const double* d, const double* weights, double* d_x, Size inputs, Size outputs,
                       Size packs) {
  product(d, {weights, 1, outputs}, nullptr, d_x, outputs, inputs, packs);
}

// out[i] = in[2 i] + in[2 i + 1]
template <Size N>
inline void add_pairs(const double* __restrict in, double* __restrict out) {
  for (Size i = 0; i < N; ++i) out[i] = in[2 * i] + in[2 * i + 1];
}

// The totals of the lanes of a tile, all at once. It must not be inlined: if g++ 12 sees it together with the
// loop that computes the sums, it keeps the sums in scalar registers.
template <Size Rows, Size Columns>
__attribute__((noinline)) void store_totals(const Lanes* __restrict sums, double* __restrict out,
                                            Size stride) {
  constexpr Size kCount = Rows * Columns;
  double fours[4 * kCount];
  double twos[2 * kCount];
  double ones[kCount];
  add_pairs<4 * kCount>(sums->v, fours);
  add_pairs<2 * kCount>(fours, twos);
  add_pairs<kCount>(twos, ones);
  for (Size i = 0; i < Rows; ++i) {
    for (Size o = 0; o < Columns; ++o) out[i * stride + o] = ones[i * Columns + o];
  }
}

// out[i][o] = sum of x[i] d[o] over the rows of the block, in lanes. With Ones, x[0] is a column of ones for
// the bias, and the memory at x starts with x[1].
template <bool Ones, Size Rows, Size Columns>
__attribute__((noinline)) void gradient_tile(const double* __restrict x, const double* __restrict d,
                                             double* __restrict out, Size stride, Size packs) {
  Lanes sum[Rows][Columns];
  NNTRAIN_UNROLL
  for (Size i = 0; i < Rows; ++i) {
    NNTRAIN_UNROLL
    for (Size o = 0; o < Columns; ++o) {
      NNTRAIN_VECTOR
      for (Size l = 0; l < kLanes; ++l) sum[i][o].v[l] = 0.0;
    }
  }
  for (Size p = 0; p < packs; ++p) {
    NNTRAIN_UNROLL
    for (Size i = 0; i < Rows; ++i) {
      NNTRAIN_UNROLL
      for (Size o = 0; o < Columns; ++o) {
        NNTRAIN_VECTOR
        for (Size l = 0; l < kLanes; ++l) {
          const double d_o = d[o * kBlockRows + p * kLanes + l];
          if constexpr (Ones) {
            sum[i][o].v[l] = i == 0 ? sum[i][o].v[l] + d_o
                                    : fma(x[(i - 1) * kBlockRows + p * kLanes + l], d_o, sum[i][o].v[l]);
          } else {
            sum[i][o].v[l] = fma(x[i * kBlockRows + p * kLanes + l], d_o, sum[i][o].v[l]);
          }
        }
      }
    }
  }
  store_totals<Rows, Columns>(&sum[0][0], out, stride);
}

template <bool Ones, Size Rows, Size Columns>
inline void gradient_rest(const double* x, const double* d, double* out, Size outputs, Size stride,
                          Size packs) {
  if constexpr (Columns > 0) {
    if (outputs == Columns) return gradient_tile<Ones, Rows, Columns>(x, d, out, stride, packs);
    gradient_rest<Ones, Rows, Columns - 1>(x, d, out, outputs, stride, packs);
  }
}

template <bool Ones, Size Rows, Size Columns>
inline void gradient_rows(const double* x, const double* d, double* out, Size outputs, Size packs) {
  Size o = 0;
  for (; o + Columns <= outputs; o += Columns) {
    gradient_tile<Ones, Rows, Columns>(x, d + o * kBlockRows, out + o, outputs, packs);
  }
  gradient_rest<Ones, Rows, Columns - 1>(x, d + o * kBlockRows, out + o, outputs - o, outputs, packs);
}

// The last rows, at most as many as in a tile.
template <bool Ones, Size Rows, Size Columns>
inline void gradient_last(const double* x, Size rows, const double* d, double* out, Size outputs,
                          Size packs) {
  if constexpr (Rows > 0) {
    if (rows == Rows) return gradient_rows<Ones, Rows, Columns>(x, d, out, outputs, packs);
    gradient_last<Ones, Rows - 1, Columns>(x, rows, d, out, outputs, packs);
  }
}

// Computes the gradient in tiles of Rows x Columns.
template <Size Rows, Size Columns>
inline void gradient_by_tiles(const double* x, const double* d, double* out, Size inputs, Size outputs,
                              bool has_bias, Size packs) {
  Size rows = inputs;
  if (has_bias) {
    const Size first = rows + 1 < Rows ? rows + 1 : Rows;
    gradient_last<true, Rows, Columns>(x, first, d, out, outputs, packs);
    x += (first - 1) * kBlockRows;
    out += first * outputs;
    rows -= first - 1;
  }
  for (; rows >= Rows; rows -= Rows) {
    gradient_rows<false, Rows, Columns>(x, d, out, outputs, packs);
    x += Rows * kBlockRows;
    out += Rows * outputs;
  }
  gradient_last<false, Rows - 1, Columns>(x, rows, d, out, outputs, packs);
}

void parameter_gradient(const double* x, const double* d, double* d_parameters, Size inputs, Size outputs,
                        bool has_bias, Size packs) {
  if (outputs == 1) {
    return gradient_by_tiles<kSingleRows, 1>(x, d, d_parameters, inputs, outputs, has_bias, packs);
  }
  if (takes_strips(outputs, packs)) {
    double ones[kBlockRows];
    for (Size r = 0; r < packs * kLanes; ++r) ones[r] = 1.0;
    return gradient_by_strips(has_bias ? ones : nullptr, x, d, d_parameters, inputs, outputs, packs);
  }
  gradient_by_tiles<kGradientRows, kGradientColumns>(x, d, d_parameters, inputs, outputs, has_bias, packs);
}

void column_sums(const double* d, double* sums, Size outputs, Size packs) {
  for (Size o = 0; o < outputs; ++o) {
    Lanes sum = {};
    for (Size p = 0; p < packs; ++p) {
      NNTRAIN_VECTOR
      for (Size l = 0; l < kLanes; ++l) sum.v[l] += d[o * kBlockRows + p * kLanes + l];
    }
    sums[o] = total(sum);
  }
}
