// Scalar elementary functions, branch-free so that loops over them vectorise. Included by kernels_body.cpp
// alone, once per instruction set, inside a namespace of its own. Only IEEE-exact operations (+ - * / fma and
// bits), so that every processor and compiler gives the same result.
//
// Polynomials: minimax in the sense of Sollya's fpminimax, see scripts/polynomials.sollya.

inline double fma(double a, double b, double c) {
  return __builtin_fma(a, b, c);
}
using Bits = unsigned long long;
inline Bits bits(double x) {
  return __builtin_bit_cast(Bits, x);
}
inline double from_bits(Bits b) {
  return __builtin_bit_cast(double, b);
}

constexpr double kLn2 = 0x1.62e42fefa39efp-1;       // ln 2 rounded
constexpr double kLn2Rest = 0x1.abc9e3b39803fp-56;  // ln 2 - kLn2
constexpr double kLog2E = 0x1.71547652b82fep0;
constexpr double kRound = 0x1.8p52;  // x + kRound - kRound is x rounded to a whole number
constexpr double kExponent =
    0x1.8p52 + 1023;  // n + kExponent has the exponent field of 2^n in its last 11 bits

// 2^n for a whole n in [-1022, 1023].
inline double power_of_two(double n) {
  return from_bits(bits(n + kExponent) << 52);
}

struct Reduced {
  double n;  // whole
  double r;  // |r| <= ln 2 / 2
  double q;  // exp(x) = 2^n (1 + r + r^2 q)

  // exp(r) - 1, in [-0.293, 0.415].
  double t() const { return fma(r * r, q, r); }
};

// x = n ln 2 + r; exp(r) = 1 + r + r^2 q(r) to 1.3e-17.
inline Reduced reduce_exp(double x) {
  const double n = fma(x, kLog2E, kRound) - kRound;
  const double r_high = fma(-n, kLn2, x);
  const double r = fma(-n, kLn2Rest, r_high);
  double q = 0x1.af61dccd80562p-26;
  q = fma(q, r, 0x1.2891ef2d385cdp-22);
  q = fma(q, r, 0x1.71ddf779b2abdp-19);
  q = fma(q, r, 0x1.a019b8a06dbffp-16);
  q = fma(q, r, 0x1.a01a01afbb418p-13);
  q = fma(q, r, 0x1.6c16c178b0fdbp-10);
  q = fma(q, r, 0x1.111111110f8d5p-7);
  q = fma(q, r, 0x1.5555555553ccdp-5);
  q = fma(q, r, 0x1.5555555555558p-3);
  q = fma(q, r, 0x1.0000000000001p-1);
  return {n, r, q};
}

// Within 1 ulp where the result is normal. The limits are where the result has long been 0 or infinite; NaN
// passes every comparison by.
inline double exp_of(double x) {
  x = x > 710.0 ? 710.0 : x;
  x = x < -746.0 ? -746.0 : x;
  const Reduced reduced = reduce_exp(x);
  const double high = 1.0 + reduced.r;
  const double low = (1.0 - high) + reduced.r;  // what the rounding of high lost, exactly
  const double mantissa = high + fma(reduced.r * reduced.r, reduced.q, low);
  const double half = fma(reduced.n, 0.5, kRound) - kRound;  // 2^n in two steps: n reaches from -1076 to 1024
  return mantissa * power_of_two(half) * power_of_two(reduced.n - half);
}

// 1 / (1 + exp(-x)), within 3 ulp where the result is normal.
inline double sigmoid_of(double x) {
  double y = -x;
  y = y > 710.0 ? 710.0 : y;    // exp is infinite there
  y = y < -700.0 ? -700.0 : y;  // 1 + exp(-700) is 1
  const Reduced reduced = reduce_exp(y);
  const double e = fma(2.0, reduced.t(), 2.0) * power_of_two(reduced.n - 1.0);  // n - 1: 2^1024 is no double
  return 1.0 / (1.0 + e);
}

// (exp(2|x|) - 1) / (exp(2|x|) + 1) with the sign of x, within 3 ulp.
inline double tanh_of(double x) {
  double y = from_bits(bits(x) & 0x7fffffffffffffffULL);
  y = y > 20.0 ? 20.0 : y;  // 1 - tanh(20) is less than half an ulp
  const Reduced reduced = reduce_exp(y + y);
  const double scale = power_of_two(reduced.n);
  const double e = fma(scale, reduced.t(), scale - 1.0);  // exp(2|x|) - 1
  const double result = e / (e + 2.0);
  return from_bits(bits(result) | (bits(x) & 0x8000000000000000ULL));
}

// x = 2^k m, m in [sqrt(1/2), sqrt(2)); with f = m - 1 and s = f / (2 + f), log m = 2 s + s^3 p(s^2)
// = f - f^2/2 + s (f^2/2 + s^2 p(s^2)), which keeps f exact (the scheme of FDLIBM's e_log.c). Within 1 ulp.
inline double log_of(double x) {
  const bool subnormal = x < 0x1p-1022;
  const double scaled = subnormal ? x * 0x1p54 : x;
  constexpr Bits kSqrtHalf = 0x3fe6a09e667f3bcdULL;
  const Bits shifted = bits(scaled) - kSqrtHalf;  // may wrap: then the exponent is negative
  const double m = from_bits(bits(scaled) - (shifted & 0xfff0000000000000ULL));
  // The exponent as a double without a conversion: its 12 bits, 2048 added so that they are not negative.
  const Bits biased = ((shifted >> 52) + 2048ULL) & 0xfffULL;
  double k = from_bits(biased | 0x4330000000000000ULL) - (0x1p52 + 2048.0);
  k = subnormal ? k - 54.0 : k;

  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double w = s * s;
  double p = 0x1.2b6a94c8da143p-3;
  p = fma(p, w, 0x1.39fce62a7e3fap-3);
  p = fma(p, w, 0x1.7462bfebe853cp-3);
  p = fma(p, w, 0x1.c71c62bf42ed3p-3);
  p = fma(p, w, 0x1.2492492e0c875p-2);
  p = fma(p, w, 0x1.9999999995239p-2);
  p = fma(p, w, 0x1.5555555555558p-1);
  const double half_square = 0.5 * f * f;
  // log x = k ln 2 + f - (f^2/2 - s (f^2/2 + w p)), the small parts first; kLn2High k is exact.
  constexpr double kLn2High = 0x1.62e42fefa38p-1;
  constexpr double kLn2Low = 0x1.ef35793c7673p-45;
  const double rest = fma(s, fma(w, p, half_square), k * kLn2Low);
  double result = fma(k, kLn2High, f - (half_square - rest));
  result = x > 0x1.fffffffffffffp1023 ? x : result;
  result = x < 0.0 ? from_bits(0x7ff8000000000000ULL) : result;
  result = x == 0.0 ? -from_bits(0x7ff0000000000000ULL) : result;
  return x != x ? x : result;
}
