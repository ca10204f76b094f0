// Vectors of the width of a register. Only kernels_body.cpp includes this file, once per instruction set,
// inside its own namespace, after Lanes.
//
// A tile of sums is an array of them. Both compilers then keep it in registers, if its loops are unrolled.

#if defined(__AVX512F__)
constexpr Size kWide = 8;  // doubles
#elif defined(__AVX2__)
constexpr Size kWide = 4;
#else
constexpr Size kWide = 2;
#endif
constexpr Size kParts = kLanes / kWide;  // vectors in a pack of rows

#if defined(__clang__)
#define NNTRAIN_TILE _Pragma("clang loop unroll(full)")
#else
#define NNTRAIN_TILE _Pragma("GCC unroll 8")
#endif

using Wide = double __attribute__((vector_size(kWide * sizeof(double))));
using WideBits = Bits __attribute__((vector_size(sizeof(Wide))));
using WideHalves = int __attribute__((vector_size(sizeof(Wide))));

NNTRAIN_INLINE Wide wide_at(const double* p) {
  Wide v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
// The same for what is used several times: g++ would load it again for each use.
NNTRAIN_INLINE Wide kept_at(const double* p) {
  Wide v = wide_at(p);
#if defined(__AVX2__) && !defined(__clang__)
  asm("" : "+v"(v));
#endif
  return v;
}
NNTRAIN_INLINE void put(const Wide& v, double* p) {
  __builtin_memcpy(p, &v, sizeof v);
}
NNTRAIN_INLINE Wide wide_of(double x) {
  return x - Wide{};
}
NNTRAIN_INLINE Wide fma(Wide a, Wide b, Wide c) {
  Wide v = {};
  NNTRAIN_UNROLL
  for (Size l = 0; l < kWide; ++l) v[l] = fma(a[l], b[l], c[l]);
  return v;
}

// Element l is a[l] + a[l + Step] where l / Step is even, b[l - Step] + b[l] where it is odd.
template <Size Step>
NNTRAIN_INLINE Wide add_neighbors(Wide a, Wide b) {
#if defined(__AVX512F__)
  if constexpr (Step == 1) {
    return __builtin_shufflevector(a, b, 0, 9, 2, 11, 4, 13, 6, 15) +
           __builtin_shufflevector(a, b, 1, 8, 3, 10, 5, 12, 7, 14);
  } else if constexpr (Step == 2) {
    return __builtin_shufflevector(a, b, 0, 1, 10, 11, 4, 5, 14, 15) +
           __builtin_shufflevector(a, b, 2, 3, 8, 9, 6, 7, 12, 13);
  } else {
    return __builtin_shufflevector(a, b, 0, 1, 2, 3, 12, 13, 14, 15) +
           __builtin_shufflevector(a, b, 4, 5, 6, 7, 8, 9, 10, 11);
  }
#elif defined(__AVX2__)
  if constexpr (Step == 1) {
    return __builtin_shufflevector(a, b, 0, 5, 2, 7) + __builtin_shufflevector(a, b, 1, 4, 3, 6);
  } else {
    return __builtin_shufflevector(a, b, 0, 1, 6, 7) + __builtin_shufflevector(a, b, 2, 3, 4, 5);
  }
#else
  return __builtin_shufflevector(a, b, 0, 3) + __builtin_shufflevector(a, b, 1, 2);
#endif
}

// Element i is the sum of the elements of v[i], pairs of neighbors first, for i < N <= kWide.
template <Size N, Size Step = 1>
NNTRAIN_INLINE Wide sums_within(const Wide* v) {
  if constexpr (Step == kWide) {
    return v[0];
  } else {
    constexpr Size kHalf = (N + 1) / 2;
    Wide next[kHalf];
    NNTRAIN_TILE
    for (Size i = 0; i < kHalf; ++i) {
      next[i] = add_neighbors<Step>(v[2 * i], 2 * i + 1 < N ? v[2 * i + 1] : v[2 * i]);
    }
    return sums_within<kHalf, 2 * Step>(next);
  }
}

// The same for packs of kParts vectors: element i is total() of pack i, whose part p is at v[p * stride + i].
template <Size N>
NNTRAIN_INLINE Wide totals(const Wide* v, Size stride) {
  if constexpr (kParts == 1) {
    return sums_within<N>(v);
  } else if constexpr (kParts == 2) {
    return sums_within<N>(v) + sums_within<N>(v + stride);
  } else {
    return (sums_within<N>(v) + sums_within<N>(v + stride)) +
           (sums_within<N>(v + 2 * stride) + sums_within<N>(v + 3 * stride));
  }
}
