#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <utility>

#include "math/ranks_sum.hpp"

namespace nntrain {

/// The range, the mean and the spread of numbers of any size: no sum or square of them overflows, and squares
/// do not become 0. All are NaN if there is no number.
struct Moments {
  std::size_t count = 0;
  double least = std::numeric_limits<double>::quiet_NaN();
  double most = std::numeric_limits<double>::quiet_NaN();
  double mean = std::numeric_limits<double>::quiet_NaN();     ///< from least to most
  double squares = std::numeric_limits<double>::quiet_NaN();  ///< sum of squared differences from the mean,
  int exponent = 0;                                           ///< divided by 2^(2 exponent)

  /// The root of the sum of squared differences divided by `divisor`: count, or count - 1 for a sample.
  double deviation(double divisor) const { return std::ldexp(std::sqrt(squares / divisor), exponent); }
  /// The largest absolute value.
  double size() const { return std::max(std::abs(least), std::abs(most)); }

  /// The distance from the mean beyond which a value is more than k deviations (of a sample) of all other
  /// values away from the mean of all other values. Without a value x the mean is (x - mean) / (n - 1) lower
  /// on x's side, and the sum of squares is (x - mean)^2 n / (n - 1) smaller (Cook and Weisberg, "Residuals
  /// and influence in regression", 1982, section 2.2). Infinite for less than 3 values.
  double distance_of(double k) const {
    if (count < 3) return std::numeric_limits<double>::infinity();
    const auto n = static_cast<double>(count);
    const double of_others = k * k / (n - 2);
    const double of_distance = n / (n - 1) * (n / (n - 1) + of_others);
    return std::ldexp(std::sqrt(of_others * squares / of_distance), exponent);
  }
};

/// The smallest and the largest of value(i) over the rows of all ranks, at least one.
template <typename F>
std::pair<double, double> range_of(const RowShare& share, const F& value) {
  struct Range {
    bool is_known = false;
    double least = 0;
    double most = 0;
  };
  Range own;
  for (std::size_t i = 0; i < share.rows; ++i) {
    own.least = own.is_known ? std::min(own.least, value(i)) : value(i);
    own.most = own.is_known ? std::max(own.most, value(i)) : value(i);
    own.is_known = true;
  }
  Range all;
  for (const Range& one : share.ranks->gather_one(own)) {
    if (!one.is_known) continue;
    all = all.is_known ? Range{true, std::min(all.least, one.least), std::max(all.most, one.most)} : one;
  }
  return {all.least, all.most};
}

/// The moments of value(i) of the rows of all ranks; i counts those of this one. The mean is corrected by the
/// mean of the differences from it, and so are the squares (Chan, Golub and LeVeque, "Algorithms for
/// computing the sample variance", 1983).
template <typename F>
Moments moments_of(const RowShare& share, const F& value) {
  Moments moments{share.all};
  if (share.all == 0) return moments;
  std::tie(moments.least, moments.most) = range_of(share, value);
  moments.mean = moments.least;
  moments.squares = 0;
  if (moments.least == moments.most) return moments;
  static_cast<void>(std::frexp(moments.size(), &moments.exponent));
  moments.exponent = std::max(moments.exponent, -1000);  // so that its inverse is finite
  const double unit = std::ldexp(1, -moments.exponent);  // a power of two: nothing is rounded
  const auto n = static_cast<double>(share.all);
  const double mean = sum_rows(share, [&](std::size_t i) { return value(i) * unit; }) / n;
  const auto difference = [&](std::size_t i) { return value(i) * unit - mean; };
  const double rest = sum_rows(share, difference);
  const double squares = sum_rows(share, [&](std::size_t i) { return difference(i) * difference(i); });
  moments.mean = std::clamp(std::ldexp(mean + rest / n, moments.exponent), moments.least, moments.most);
  moments.squares = std::max(squares - rest * rest / n, 0.0);
  return moments;
}

/// Those of value(0) .. value(count - 1).
template <typename F>
Moments moments_of(std::size_t count, const F& value) {
  return moments_of(whole(count), value);
}

}  // namespace nntrain
