// Dropout masks. Only kernels_body.cpp includes this file, once per instruction set, inside its own
// namespace.

// `kept` where a draw of 32 bits is not below `dropped`, else 0. Without a comparison, which SSE2 lacks for
// 64 bits: the difference is negative, so its upper bit is set, for a draw below.
inline double mask_of(Word draw, Word dropped, Word kept) {
  return from_bits(kept & (((draw - dropped) >> 63U) - 1U));
}

// The state stays in registers.
void draw_masks(RandomLanes& random, const DropRate& rate, double* __restrict masks, Size units, Size packs) {
  const Word dropped = rate.dropped;
  const Word kept = bits(rate.kept);
  Word s[4][kLanes];
  NNTRAIN_UNROLL
  for (Size w = 0; w < 4; ++w) {
    NNTRAIN_VECTOR
    for (Size l = 0; l < kLanes; ++l) s[w][l] = random.s[w][l];
  }
  for (Size unit = 0; unit < units; ++unit) {
    double* __restrict const column = masks + unit * kBlockRows;
    for (Size p = 0; p < packs; p += 2) {
      NNTRAIN_VECTOR
      for (Size l = 0; l < kLanes; ++l) {  // a step of xoshiro256**
        const Word five = s[1][l] * 5;
        const Word draw = ((five << 7U) | (five >> 57U)) * 9;
        column[p * kLanes + l] = mask_of(draw >> 32U, dropped, kept);
        column[(p + 1) * kLanes + l] = mask_of(draw & 0xffffffffU, dropped, kept);
        const Word shifted = s[1][l] << 17U;
        const Word s2 = s[2][l] ^ s[0][l];
        const Word s3 = s[3][l] ^ s[1][l];
        s[1][l] ^= s2;
        s[0][l] ^= s3;
        s[2][l] = s2 ^ shifted;
        s[3][l] = (s3 << 45U) | (s3 >> 19U);
      }
    }
  }
  NNTRAIN_UNROLL
  for (Size w = 0; w < 4; ++w) {
    NNTRAIN_VECTOR
    for (Size l = 0; l < kLanes; ++l) random.s[w][l] = s[w][l];
  }
}

void apply_masks(const double* masks, const double* x, double* y, Size units, Size packs) {
  for (Size unit = 0; unit < units; ++unit) {
    for (Size p = 0; p < packs; ++p) {
      const Size at = unit * kBlockRows + p * kLanes;
      Lanes product;
      NNTRAIN_VECTOR
      for (Size l = 0; l < kLanes; ++l) product.v[l] = x[at + l] * masks[at + l];
      NNTRAIN_VECTOR
      for (Size l = 0; l < kLanes; ++l) y[at + l] = product.v[l];
    }
  }
}
