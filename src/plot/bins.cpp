#include "plot/bins.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "math/elementary.hpp"
#include "math/moments.hpp"
#include "math/quantile.hpp"

namespace nntrain {
namespace {

double cube_root(double x) {
  return exp(log(x) / 3);
}

/// A width of bins: digit * 10^exponent.
struct RoundWidth {
  double digit = 1;  ///< 1, 2 or 5
  int exponent = 0;

  /// The k-th multiple. The power is exact up to 10^22, so that 3 times 0.1 is the same number as the text
  /// 0.3.
  double multiple(double k) const {
    double power = 1;
    for (int i = std::abs(exponent); i > 0; --i) power *= 10;
    return exponent < 0 ? k * digit / power : k * digit * power;
  }
};

/// The least such width that is not below `least` > 0: round_step() as a decimal number.
RoundWidth rounded_up(double least) {
  constexpr int kLeastExponent = -300;
  RoundWidth width;
  while (width.multiple(1) > least && width.exponent > kLeastExponent) --width.exponent;
  while (width.multiple(10) <= least) ++width.exponent;
  for (const double digit : {1.0, 2.0, 5.0}) {
    width.digit = digit;
    if (width.multiple(1) >= least) return width;
  }
  return {1, width.exponent + 1};
}

/// The next smaller one.
RoundWidth below(const RoundWidth& width) {
  if (width.digit == 1) return {5, width.exponent - 1};
  return {width.digit == 5 ? 2.0 : 1.0, width.exponent};
}

/// The one with the ratio nearest to 1 to `wanted` > 0; of two the larger.
RoundWidth rounded(double wanted) {
  const RoundWidth above = rounded_up(wanted);
  const RoundWidth under = below(above);
  return wanted / under.multiple(1) < above.multiple(1) / wanted ? under : above;
}

/// The width that a rule proposes for a group; 0: none.
double proposed_width(std::vector<double> values) {
  std::sort(values.begin(), values.end());  // ties: equal numbers
  const double width = freedman_diaconis_width(values);
  return width > 0 ? width : scott_width(values);
}

/// The least distance of different values; 0 if they have a few steps only, which must not become one bin.
double finest_step(const std::vector<double>& sorted) {
  constexpr double kFewSteps = 5;
  double step = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const double distance = sorted[i] - sorted[i - 1];
    if (distance > 0 && (step == 0 || distance < step)) step = distance;
  }
  return kFewSteps * step <= sorted.back() - sorted.front() ? step : 0;
}

/// The width for these values, where a rule proposes `proposed`, or nothing: 0.
RoundWidth width_for(const std::vector<double>& sorted, double proposed) {
  constexpr double kFinest = 1e-12;  // of the largest value: edges are told apart
  constexpr double kOfOneValue = 0.01;
  const double least = sorted.front();
  const double most = sorted.back();
  const double size = std::max(std::abs(least), std::abs(most));
  if (least == most) return rounded_up(size == 0 ? kOfOneValue : size * kOfOneValue);
  const double range = most - least;
  const RoundWidth narrowest =
      rounded_up(std::max({range / static_cast<double>(kMostBins), finest_step(sorted), size * kFinest}));
  return proposed > narrowest.multiple(1) ? rounded(proposed) : narrowest;
}

}  // namespace

double freedman_diaconis_width(const std::vector<double>& sorted) {
  if (sorted.size() < 2) return 0;
  const double quartiles = quantile_of(sorted, 0.75) - quantile_of(sorted, 0.25);
  return 2 * quartiles / cube_root(static_cast<double>(sorted.size()));
}

double scott_width(const std::vector<double>& sorted) {
  constexpr double kRootOfPi = 1.7724538509055160273;
  const auto n = static_cast<double>(sorted.size());
  const Moments moments = moments_of(sorted.size(), [&](std::size_t i) { return sorted[i]; });
  return sorted.empty() ? 0 : cube_root(24 * kRootOfPi / n) * moments.deviation(n);
}

std::size_t Bins::bin_of(double value) const {
  const auto above = std::upper_bound(edges.begin(), edges.end(), value) - edges.begin();
  return std::min(static_cast<std::size_t>(above), count()) - 1;
}

std::vector<std::size_t> counts_in(const Bins& bins, std::span<const double> values) {
  std::vector<std::size_t> counts(bins.count());
  for (const double value : values) ++counts.at(bins.bin_of(value));
  return counts;
}

Bins bins_of(const std::vector<std::vector<double>>& groups) {
  std::vector<double> all;
  double proposed = 0;
  for (const std::vector<double>& group : groups) {
    all.insert(all.end(), group.begin(), group.end());
    const double width = group.size() < kFewestToShow ? 0 : proposed_width(group);
    if (width > 0 && (proposed == 0 || width < proposed)) proposed = width;
  }
  std::sort(all.begin(), all.end());  // ties: equal numbers
  const double least = all.front();
  const double most = all.back();
  const RoundWidth width = width_for(all, proposed);
  const double step = width.multiple(1);
  double first = std::floor(least / step);
  double last = std::ceil(most / step);
  if (width.multiple(first) > least) --first;  // the quotients were rounded
  if (width.multiple(first + 1) <= least) ++first;
  if (width.multiple(last) < most) ++last;
  if (width.multiple(last - 1) >= most && last - 1 > first) --last;
  if (first == last) ++last;  // one value, and it is an edge
  Bins bins{{}, std::max(0, -width.exponent)};
  const auto count = static_cast<std::size_t>(last - first);
  for (std::size_t i = 0; i <= count; ++i)
    bins.edges.push_back(width.multiple(first + static_cast<double>(i)));
  return bins;
}

}  // namespace nntrain
