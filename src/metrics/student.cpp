#include "metrics/student.hpp"

#include <cmath>

#include "metrics/beta.hpp"

namespace nntrain {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// The arc tangent of x >= 0: halves the angle until the series converges fast.
double arc_tangent(double x) {
  double scale = 1;
  for (; x > 0.1; scale *= 2) x /= 1 + std::sqrt(1 + x * x);
  double sum = 0;
  double power = x;
  for (int k = 0; k < 12; ++k, power *= -x * x) sum += power / (2 * k + 1);
  return scale * sum;
}

/// P(|T| <= t): Abramowitz and Stegun, "Handbook of mathematical functions" (1964), 26.7.3 and 26.7.4.
double probability_within(double t, std::size_t freedom) {
  const auto n = static_cast<double>(freedom);
  const double sine = t / std::sqrt(n + t * t);
  const double cosine_squared = n / (n + t * t);
  const bool is_odd = freedom % 2 == 1;
  double term = is_odd ? std::sqrt(cosine_squared) : 1;
  double sum = 0;
  for (std::size_t k = is_odd ? 3 : 2; k <= freedom; k += 2) {
    sum += term;
    term *= cosine_squared * static_cast<double>(k - 1) / static_cast<double>(k);
  }
  return is_odd ? 2 / kPi * (arc_tangent(t / std::sqrt(n)) + sine * sum) : sine * sum;
}

/// The t with within(t) = 0.95, by bisection.
template <typename Within>
double quantile_95(const Within& within) {
  double low = 1.9;
  double high = 13;  // 12.706 for one degree
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (within(middle) < 0.95 ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

double student_95(std::size_t freedom) {
  return quantile_95([&](double t) { return probability_within(t, freedom); });
}

double student_95(double freedom) {
  return quantile_95([&](double t) { return 1 - student_p(t, freedom); });
}

double student_p(double t, double freedom) {
  const double whole = freedom + t * t;
  return incomplete_beta(freedom / whole, t * t / whole, freedom / 2, 0.5);
}

}  // namespace nntrain
