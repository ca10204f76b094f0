// The three products of a layer. Only kernels_body.cpp includes this file, once per instruction set, inside
// its own namespace, after wide_body.hpp.

// The sums of a tile stay in registers while its terms are added, beside the two factors of a term. See
// docs/speed.md.
#if defined(__AVX2__) && !defined(__AVX512F__)
constexpr Size kTileRows = 2 * kWide;  // 16 registers
#else
constexpr Size kTileRows = 4 * kWide;  // 32 registers
#endif
constexpr Size kTileColumns = 6;

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
  constexpr Size kVectors = Rows / kWide;
  Wide sum[Columns][kVectors];
  NNTRAIN_TILE
  for (Size c = 0; c < Columns; ++c) {
    const Wide first = wide_of(start != nullptr ? start[c] : 0.0);
    NNTRAIN_TILE
    for (Size v = 0; v < kVectors; ++v) sum[c][v] = first;
  }
  if (depth == 0) __builtin_unreachable();  // else the compiler starts the sums in memory
  for (Size k = 0; k < depth; ++k) {
    const double* __restrict const w_k = factor.data + k * factor.k_stride;
    Wide x[kVectors];
    NNTRAIN_TILE
    for (Size v = 0; v < kVectors; ++v) x[v] = kept_at(in + k * kBlockRows + v * kWide);
    NNTRAIN_TILE
    for (Size c = 0; c < Columns; ++c) {
      const Wide w = wide_of(w_k[c * factor.c_stride]);
      NNTRAIN_TILE
      for (Size v = 0; v < kVectors; ++v) sum[c][v] = fma(x[v], w, sum[c][v]);
    }
  }
  NNTRAIN_TILE
  for (Size c = 0; c < Columns; ++c) {
    NNTRAIN_TILE
    for (Size v = 0; v < kVectors; ++v) put(sum[c][v], out + c * kBlockRows + v * kWide);
  }
}

template <Size Columns>
inline void product_columns(const double* in, const Factor& factor, const double* start, double* out,
                            Size depth, Size rows) {
  Size r = 0;
  for (; r + kTileRows <= rows; r += kTileRows) {
    product_tile<Columns, kTileRows>(in + r, factor, start, out + r, depth);
  }
  for (; r < rows; r += kLanes) product_tile<Columns, kLanes>(in + r, factor, start, out + r, depth);
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
