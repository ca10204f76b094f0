#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace nntrain {

/// The quantile of at least one sorted number with this share, 0 to 1, below it: interpolated between the two
/// numbers next to it (Hyndman and Fan, "Sample quantiles in statistical packages", 1996, definition 7).
inline double quantile_of(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - static_cast<double>(below));
}

}  // namespace nntrain
