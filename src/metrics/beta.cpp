#include "metrics/beta.hpp"

#include <cmath>
#include <limits>

#include "math/elementary.hpp"

namespace nntrain {
namespace {

constexpr double kTwoPi = 6.28318530717958647693;

/// log(1 + u), also for small u (Kahan; Higham, "Accuracy and stability of numerical algorithms", 2002,
/// section 1.14.1).
double log_of_one_plus(double u) {
  const double sum = 1 + u;
  return sum == 1 ? u : log(sum) * u / (sum - 1);
}

/// log Gamma(z) - ((z - 1/2) log z - z + 1/2 log(2 pi)), z > 0: Stirling's series (NIST Digital Library of
/// Mathematical Functions, 5.11.1), after steps of Gamma(z + 1) = z Gamma(z) to where it is exact enough.
double stirling_error(double z) {
  double product = 1;
  double far = z;
  while (far < 10) product *= far++;
  const double s = 1 / (far * far);
  const double series =
      (1.0 / 12 -
       s * (1.0 / 360 -
            s * (1.0 / 1260 - s * (1.0 / 1680 - s * (1.0 / 1188 - s * (691.0 / 360360 - s / 156)))))) /
      far;
  if (far == z) return series;
  return series + (far - 0.5) * log(far) - (z - 0.5) * log(z) - (far - z) - log(product);
}

/// x^a y^b / B(a, b), with Stirling's formula for the Gamma functions. The large powers are those of the
/// distance from a / (a + b), so that they lose no digits.
double power_term(double x, double y, double a, double b) {
  const double distance = x * b - y * a;
  const double exponent = a * log_of_one_plus(distance / a) + b * log_of_one_plus(-distance / b) +
                          stirling_error(a + b) - stirling_error(a) - stirling_error(b);
  return std::sqrt(a / (a + b) * b / kTwoPi) * exp(exponent);
}

/// 1 / (1 + d1 / (1 + d2 / (1 + ...))) of DLMF 8.17.22, by the method of Lentz (1976).
double continued_fraction(double x, double a, double b) {
  constexpr double kTiny = 1e-300;  // instead of 0
  constexpr double kPrecise = 1e-15;
  constexpr int kMost = 100000;
  double numerator = 1;
  double denominator = std::numeric_limits<double>::infinity();
  double value = 1;
  for (int k = 1; k < kMost; ++k) {
    const double m = k / 2;  // NOLINT(bugprone-integer-division)
    const double d = k % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 + d / denominator;
    if (std::abs(denominator) < kTiny) denominator = kTiny;
    numerator = 1 + d / numerator;
    if (std::abs(numerator) < kTiny) numerator = kTiny;
    const double factor = numerator / denominator;
    value *= factor;
    if (std::abs(factor - 1) <= kPrecise) break;
  }
  return 1 / value;
}

}  // namespace

double incomplete_beta(double x, double y, double a, double b) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - power_term(y, x, b, a) / b * continued_fraction(y, b, a);
  return power_term(x, y, a, b) / a * continued_fraction(x, a, b);
}

}  // namespace nntrain
