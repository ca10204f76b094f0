#include "metrics/difference.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "metrics/beta.hpp"
#include "metrics/spread.hpp"
#include "metrics/student.hpp"

namespace nntrain {
namespace {

/// Adds interval and p of a value with this standard error; t is Student's quantile, size that of the values.
/// An error that comes from rounding says nothing about chance, unless there is no difference at all.
void judge(Difference& difference, double error, double t, double freedom, double size) {
  const double rounding = 4 * std::numeric_limits<double>::epsilon() * size;
  if (error > rounding) {
    const double width = t * error;
    difference.interval = {difference.value - width, difference.value + width};
    difference.p = student_p(difference.value / error, freedom);
  } else if (std::abs(difference.value) <= rounding) {
    difference.interval = {std::min(difference.value, 0.0), std::max(difference.value, 0.0)};
    difference.p = 1;
    difference.are_equal = true;
  }
}

/// The largest absolute value.
double size_of(const MetricSpread& spread) {
  return std::max(std::abs(spread.min), std::abs(spread.max));
}

/// The lower bound of Clopper and Pearson for the share `hits` / `total`: with a smaller share, so many hits
/// have a probability below 2.5 %. By bisection.
double least_share(std::size_t hits, std::size_t total) {
  if (hits == 0) return 0;
  const auto a = static_cast<double>(hits);
  const auto b = static_cast<double>(total - hits + 1);
  double low = 0;
  double high = 1;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (incomplete_beta(middle, 1 - middle, a, b) < 0.025 ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// The score statistic of Tango for a difference of `delta`, squared, with the sign of what is left to it.
/// The variance is that of the most likely shares with this difference.
double tango_score(double only_a, double only_b, double rows, double delta) {
  const double second = 2 * rows * delta - (only_b - only_a) * delta - only_a - only_b;
  const double third = -only_a * delta * (1 - delta);
  const double share_a = (std::sqrt(second * second - 8 * rows * third) - second) / (4 * rows);
  const double variance = rows * (2 * share_a + delta * (1 - delta));
  const double left = only_b - only_a - rows * delta;
  return variance > 0 ? left * std::abs(left) / variance : left * std::numeric_limits<double>::infinity();
}

/// The upper bound of Tango's interval: where the score falls to -z, by bisection.
double tango_bound(double only_a, double only_b, double rows) {
  constexpr double kNormal95 = 1.959963984540054;
  double low = (only_b - only_a) / rows;
  double high = 1;
  for (int step = 0; step < 60; ++step) {
    const double middle = (low + high) / 2;
    (tango_score(only_a, only_b, rows, middle) > -kNormal95 * kNormal95 ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

Difference paired_difference(std::span<const double> a, std::span<const double> b,
                             double held_out_per_train) {
  std::vector<double> differences(a.size());
  double size = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences[i] = b[i] - a[i];
    size = std::max({size, std::abs(a[i]), std::abs(b[i])});
  }
  const MetricSpread spread = spread_of(std::move(differences), held_out_per_train);
  Difference difference{spread.mean};
  if (spread.defined < 2) return difference;
  const std::size_t freedom = spread.defined - 1;
  const double error = spread.sd * std::sqrt(1 / static_cast<double>(spread.defined) + held_out_per_train);
  judge(difference, error, student_95(freedom), static_cast<double>(freedom), size);
  return difference;
}

Difference welch_difference(std::span<const double> a, std::span<const double> b, double held_out_per_train_a,
                            double held_out_per_train_b) {
  const MetricSpread of_a = spread_of({a.begin(), a.end()}, held_out_per_train_a);
  const MetricSpread of_b = spread_of({b.begin(), b.end()}, held_out_per_train_b);
  Difference difference{of_b.mean - of_a.mean};
  if (of_a.defined < 2 || of_b.defined < 2) return difference;
  const auto freedom_a = static_cast<double>(of_a.defined - 1);
  const auto freedom_b = static_cast<double>(of_b.defined - 1);
  const double variance_a = of_a.sd * of_a.sd * (1 / (freedom_a + 1) + held_out_per_train_a);
  const double variance_b = of_b.sd * of_b.sd * (1 / (freedom_b + 1) + held_out_per_train_b);
  const double variance = variance_a + variance_b;
  // Satterthwaite's (va + vb)^2 / (va^2 / (na - 1) + vb^2 / (nb - 1)), by shares, which do not overflow.
  const double share = variance > 0 ? variance_a / variance : 1;
  const double freedom = 1 / (share * share / freedom_a + (1 - share) * (1 - share) / freedom_b);
  judge(difference, std::sqrt(variance), student_95(freedom), freedom,
        std::max(size_of(of_a), size_of(of_b)));
  return difference;
}

Difference mcnemar_difference(std::size_t only_a_right, std::size_t only_b_right, std::size_t rows) {
  const auto right_a = static_cast<double>(only_a_right);
  const auto right_b = static_cast<double>(only_b_right);
  const auto all = static_cast<double>(rows);
  Difference difference{(right_b - right_a) / all};
  difference.interval = {-tango_bound(right_b, right_a, all), tango_bound(right_a, right_b, all)};
  const std::size_t discordant = only_a_right + only_b_right;
  difference.p = 1;
  difference.are_equal = discordant == 0;
  if (difference.are_equal) return difference;
  const double scale = (right_a + right_b) / all;
  difference.interval.low =
      std::min(difference.interval.low, scale * (2 * least_share(only_b_right, discordant) - 1));
  difference.interval.high =
      std::max(difference.interval.high, scale * (1 - 2 * least_share(only_a_right, discordant)));
  difference.p = std::min(
      1.0, 2 * incomplete_beta(0.5, 0.5, std::max(right_a, right_b), std::min(right_a, right_b) + 1));
  return difference;
}

Difference share_difference(std::size_t correct_a, std::size_t rows_a, std::size_t correct_b,
                            std::size_t rows_b) {
  const double a = static_cast<double>(correct_a) / static_cast<double>(rows_a);
  const double b = static_cast<double>(correct_b) / static_cast<double>(rows_b);
  const Interval of_a = wilson_interval(correct_a, rows_a);
  const Interval of_b = wilson_interval(correct_b, rows_b);
  const double below = std::sqrt((b - of_b.low) * (b - of_b.low) + (of_a.high - a) * (of_a.high - a));
  const double above = std::sqrt((of_b.high - b) * (of_b.high - b) + (a - of_a.low) * (a - of_a.low));
  return {b - a, {b - a - below, b - a + above}};
}

}  // namespace nntrain
