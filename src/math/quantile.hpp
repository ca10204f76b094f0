#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace nntrain {

/// Where the quantile of at least one sorted number with this share, 0 to 1, below it is: between the two
/// numbers next to it (Hyndman and Fan, "Sample quantiles in statistical packages", 1996, definition 7).
struct QuantilePlace {
  QuantilePlace(std::size_t count, double share) {
    const double place = share * static_cast<double>(count - 1);
    below = static_cast<std::size_t>(place);
    above = std::min(below + 1, count - 1);
    part = place - static_cast<double>(below);
  }
  /// The quantile, from the numbers at these places.
  double between(double lower, double upper) const { return lower + (upper - lower) * part; }

  std::size_t below;
  std::size_t above;
  double part;  ///< of the way from the one to the other
};

/// The quantile of sorted numbers.
inline double quantile_of(const std::vector<double>& sorted, double share) {
  const QuantilePlace place(sorted.size(), share);
  return place.between(sorted[place.below], sorted[place.above]);
}

}  // namespace nntrain
