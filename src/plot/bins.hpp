#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nntrain {

/// The most bins of a histogram between round edges, but for one at each end.
inline constexpr std::size_t kMostBins = 30;

/// The fewest values that show a shape.
inline constexpr std::size_t kFewestToShow = 5;

/// The width of bins that Freedman and Diaconis propose for finite values in ascending order ("On the
/// histogram as a density estimator: L2 theory", 1981): 2 (q3 - q1) / n^(1/3), with quartiles as in
/// quantile.hpp. 0 for less than 2 values, and if a half of them or more are equal in the middle.
double freedman_diaconis_width(const std::vector<double>& sorted);

/// The same by Scott ("On optimal and data-based histograms", 1979): (24 sqrt(pi) / n)^(1/3) s, where s^2 is
/// the mean of the squared differences from the mean. 0 if all values are equal.
double scott_width(const std::vector<double>& sorted);

/// Bins of one width side by side: bin i holds the values from edges[i] to below edges[i + 1], and the last
/// one those equal to its upper edge, too.
struct Bins {
  std::vector<double> edges;  ///< ascending, two or more: multiples of the width
  int decimals = 0;           ///< behind the point, with which all edges are exact

  std::size_t count() const { return edges.size() - 1; }
  /// The number of a finite value's bin. The value must lie between the first and the last edge.
  std::size_t bin_of(double value) const;
};

/// The values in each bin.
std::vector<std::size_t> counts_in(const Bins& bins, std::span<const double> values);

/// Bins for several groups of values together; at least one value, all of them finite and within +-1e300. The
/// width is the least that Freedman and Diaconis propose for a group of kFewestToShow values, or Scott where
/// that is 0; but at least a kMostBins-th of the range, and the least distance of different values: an
/// accuracy over few rows has none between (if the range is 5 of them). It is the nearest of 1, 2 or 5 times
/// a power of ten that keeps to this, and the edges are multiples of it. Every value is in a bin.
Bins bins_of(const std::vector<std::vector<double>>& groups);

}  // namespace nntrain
