// Scalar elementary functions. They have no branches, so loops over them vectorise. Only kernels_body.cpp
// includes this file, once per instruction set, inside its own namespace. All operations are exact by IEEE
// 754 (+ - * / fma and bits), so every processor and compiler gives the same result.
//
// The polynomials are minimax (Sollya's fpminimax), see scripts/research/polynomials.sollya.

NNTRAIN_INLINE double fma(double a, double b, double c) {
  return __builtin_fma(a, b, c);
}
using Bits = unsigned long long;
NNTRAIN_INLINE Bits bits(double x) {
  return __builtin_bit_cast(Bits, x);
}
NNTRAIN_INLINE double from_bits(Bits b) {
  return __builtin_bit_cast(double, b);
}

constexpr double kLn2 = 0x1.62e42fefa39efp-1;       // ln 2 rounded
constexpr double kLn2Rest = 0x1.abc9e3b39803fp-56;  // ln 2 - kLn2
constexpr double kLog2E = 0x1.71547652b82fep0;
constexpr double kRound = 0x1.8p52;  // x + kRound - kRound is x rounded to a whole number
constexpr double kExponent =
    0x1.8p52 + 1023;  // the last 11 bits of n + kExponent are the exponent field of 2^n

// 2^n for a whole n in [-1022, 1023].
inline double power_of_two(double n) {
  return from_bits(bits(n + kExponent) << 52);
}

struct Reduced {
  double n;  // an integer
  double r;  // |r| <= ln 2 / 2
  double q;  // exp(x) = 2^n (1 + r + r^2 q)
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

// Within 1 ulp if the result is normal. Beyond the limits the result is 0 or infinity anyway. NaN fails both
// comparisons and stays NaN.
inline double exp_of(double x) {
  x = x > 710.0 ? 710.0 : x;
  x = x < -746.0 ? -746.0 : x;
  const Reduced reduced = reduce_exp(x);
  const double high = 1.0 + reduced.r;
  const double low = (1.0 - high) + reduced.r;  // the exact rounding error of high
  const double mantissa = high + fma(reduced.r * reduced.r, reduced.q, low);
  const double half = fma(reduced.n, 0.5, kRound) - kRound;  // 2^n in two steps: n is in [-1076, 1024]
  return mantissa * power_of_two(half) * power_of_two(reduced.n - half);
}

// exp(x) - 1 for x <= 0, within 2 ulp. The result is the same for all x below -50. 2^n - 1 is exact.
inline double expm1_of(double x) {
  x = x < -50.0 ? -50.0 : x;
  const Reduced reduced = reduce_exp(x);
  const double scale = power_of_two(reduced.n);
  return fma(scale, fma(reduced.r * reduced.r, reduced.q, reduced.r), scale - 1.0);
}

// exp(y) = 2^n (q + r p) / (q - r p), where y = n ln 2 + r, |r| <= ln 2 / 2, u = r^2, p = 1/2 + u p1(u) and q
// = q(u), to 2e-18. So sigmoid and tanh need only one division. See scripts/research/rational_exp.py.
struct Quotient {
  double shifted;  // kRound + n: its last bits are the bits of n
  double r;
  double u;
  double p1;
  double q;
};

NNTRAIN_INLINE Quotient quotient_exp(double y) {
  const double shifted = fma(y, kLog2E, kRound);
  const double n = shifted - kRound;
  const double r = fma(-n, kLn2Rest, fma(-n, kLn2, y));
  const double u = r * r;
  const double p1 = fma(0x1.1530e3b8e37ep-15, u, 0x1.c70fd479a6457p-7);
  const double q = fma(fma(0x1.03fc12c796b7fp-10, u, 0x1.c7194a73beddap-4), u, 1.0);
  return {shifted, r, u, p1, q};
}

// 1 / (1 + exp(y)) for y in [-700, 709.78].
NNTRAIN_INLINE double sigmoid_of_negated(double y) {
  const Quotient e = quotient_exp(y);
  const double p = fma(e.p1, e.u, 0.5);
  const double below = fma(-e.r, p, e.q);
  const double above = fma(e.r, p, e.q);
  const double scaled = from_bits(bits(above) + (bits(e.shifted) << 52));  // 2^n above
  return below / (below + scaled);
}

// 1 / (1 + exp(-x)), within 3 ulp if the result is normal. NaN fails both comparisons and stays NaN.
NNTRAIN_INLINE double sigmoid_of(double x) {
  constexpr double kOne = 700.0;     // from here on the result is 1
  constexpr double kZero = -709.78;  // below this, the result is subnormal or 0; it is taken as 0
  const double result = sigmoid_of_negated(x > kOne ? -kOne : -x);
  return x < kZero ? 0.0 : result;
}

// (exp(2x) - 1) / (exp(2x) + 1), within 3 ulp.
inline double tanh_of(double x) {
  double y = x + x;
  y = y > 40.0 ? 40.0 : y;  // 1 - tanh(20) is less than half an ulp
  y = y < -40.0 ? -40.0 : y;
  const Quotient e = quotient_exp(y);
  const double scale = from_bits((bits(e.shifted) + 1023) << 52);  // 2^n
  const double odd = fma(e.r, e.p1 * e.u, 0.5 * e.r);              // r p, rounded once
  const double result =
      fma(scale - 1.0, e.q, (scale + 1.0) * odd) / fma(scale + 1.0, e.q, (scale - 1.0) * odd);
  return from_bits(bits(result) | (bits(x) & 0x8000000000000000ULL));  // also correct for -0
}

// k ln 2 + log(1 + f), with 1 + f in [sqrt(1/2), sqrt(2)) and s = f / (2 + f). log(1 + f) = 2 s + s^3 p(s^2)
// = f - f^2/2 + s (f^2/2 + s^2 p(s^2)), which keeps f exact (the method of FDLIBM's e_log.c).
inline double log_near_one(double f, double k) {
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
  // log x = k ln 2 + f - (f^2/2 - s (f^2/2 + w p)). Small terms are added first. kLn2High k is exact.
  constexpr double kLn2High = 0x1.62e42fefa38p-1;
  constexpr double kLn2Low = 0x1.ef35793c7673p-45;
  const double rest = fma(s, fma(w, p, half_square), k * kLn2Low);
  return fma(k, kLn2High, f - (half_square - rest));
}

// x = 2^k m, m in [sqrt(1/2), sqrt(2)). Within 1 ulp.
inline double log_of(double x) {
  const bool subnormal = x < 0x1p-1022;
  const double scaled = subnormal ? x * 0x1p54 : x;
  constexpr Bits kSqrtHalf = 0x3fe6a09e667f3bcdULL;
  const Bits shifted = bits(scaled) - kSqrtHalf;  // may wrap around: then the exponent is negative
  const double m = from_bits(bits(scaled) - (shifted & 0xfff0000000000000ULL));
  // Converts the exponent to a double without an instruction for it: 12 bits, plus 2048 to avoid negative
  // values.
  const Bits biased = ((shifted >> 52) + 2048ULL) & 0xfffULL;
  double k = from_bits(biased | 0x4330000000000000ULL) - (0x1p52 + 2048.0);
  k = subnormal ? k - 54.0 : k;

  const double f = m - 1.0;
  double result = log_near_one(f, k);
  result = x > 0x1.fffffffffffffp1023 ? x : result;
  result = x < 0.0 ? from_bits(0x7ff8000000000000ULL) : result;
  result = x == 0.0 ? -from_bits(0x7ff0000000000000ULL) : result;
  return x != x ? x : result;
}

// x for x > 0, else exp(x) - 1; within 3 ulp (Clevert et al. 2015, alpha = 1).
inline double elu_of(double x) {
  return x > 0.0 ? x : expm1_of(x > 0.0 ? 0.0 : x);
}

// kSelu x for x > 0, else kSelu alpha (exp(x) - 1); within 3 ulp (Klambauer et al. 2017).
constexpr double kSelu = 1.0507009873554804934;
constexpr double kSeluAlpha = 1.7580993408473768600;  // kSelu alpha, with alpha = 1.6732632423543772848
inline double selu_of(double x) {
  return x > 0.0 ? kSelu * x : kSeluAlpha * expm1_of(x > 0.0 ? 0.0 : x);
}

// log(1 + exp(x)) = max(0, x) + log(1 + exp(-|x|)), within 3 ulp if the result is normal.
inline double softplus_of(double x) {
  const double t = exp_of(from_bits(bits(x) | 0x8000000000000000ULL));
  const bool is_large = t > 0.4142135623730950;  // then 1 + t is above sqrt(2) and gets halved
  const double f = is_large ? 0.5 * (t - 1.0) : t;
  return (x > 0.0 ? x : 0.0) + log_near_one(f, is_large ? 1.0 : 0.0);
}

// The sine and the cosine of y + rest for |y| <= pi / 4, where rest is less than an ulp of y: Taylor's series
// to 1e-19.
inline double sine_near_zero(double y, double rest) {
  const double z = y * y;
  double p = 0x1.952c77030ad4ap-49;
  p = fma(p, z, -0x1.ae7f3e733b81fp-41);
  p = fma(p, z, 0x1.6124613a86d09p-33);
  p = fma(p, z, -0x1.ae64567f544e4p-26);
  p = fma(p, z, 0x1.71de3a556c734p-19);
  p = fma(p, z, -0x1.a01a01a01a01ap-13);
  p = fma(p, z, 0x1.1111111111111p-7);
  p = fma(p, z, -0x1.5555555555555p-3);
  return y + fma(y * z, p, fma(-0.5 * z, rest, rest));
}
inline double cosine_near_zero(double y, double rest) {
  const double z = y * y;
  double q = 0x1.ae7f3e733b81fp-45;
  q = fma(q, z, -0x1.93974a8c07c9dp-37);
  q = fma(q, z, 0x1.1eed8eff8d898p-29);
  q = fma(q, z, -0x1.27e4fb7789f5cp-22);
  q = fma(q, z, 0x1.a01a01a01a01ap-16);
  q = fma(q, z, -0x1.6c16c16c16c17p-10);
  q = fma(q, z, 0x1.5555555555555p-5);
  const double high = fma(-0.5, z, 1.0);
  const double low = fma(-0.5, z, 1.0 - high);
  return high + fma(z * z, q, fma(-y, rest, low));
}

// cos(pi x), within 1 ulp for |x| < 2^50; at infinity NaN. x = n / 2 + r, and the last two bits of n say
// whether it is the cosine or the sine of pi r, and its sign.
inline double cos_pi_of(double x) {
  constexpr double kPi = 0x1.921fb54442d18p1;        // pi rounded
  constexpr double kPiRest = 0x1.1a62633145c07p-53;  // pi - kPi
  const double shifted = fma(2.0, x, kRound);
  const double r = fma(-0.5, shifted - kRound, x);
  const double y = kPi * r;
  const double rest = fma(kPi, r, -y) + kPiRest * r;
  const Bits quarter = bits(shifted) & 3U;
  const double size = (quarter & 1U) != 0 ? sine_near_zero(y, rest) : cosine_near_zero(y, rest);
  return (quarter == 1U || quarter == 2U ? -size : size) + 0.0;  // 0 instead of -0
}
