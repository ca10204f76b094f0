#include "plot/panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nntrain {

Bounds bounds_of(const std::vector<double>& values) {
  constexpr double kMargin = 0.04;
  std::optional<Bounds> found;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    const double shown = std::clamp(value, -kFarthestOfAxis, kFarthestOfAxis);
    if (!found) found = Bounds{shown, shown};
    found->low = std::min(found->low, shown);
    found->high = std::max(found->high, shown);
  }
  if (!found) return {0, 1};
  const double size = std::max(std::abs(found->low), std::abs(found->high));
  const double shortest = std::max(size * 1e-12, 1e-300);  // a length to divide by
  const bool is_flat = !(found->high - found->low > shortest);
  const double margin = is_flat ? std::max(size / 2, 0.5) : kMargin * (found->high - found->low);
  return {found->low - margin, found->high + margin};
}

Bounds x_bounds(const std::vector<Point>& points) {
  std::vector<double> values;
  for (const Point& point : points) values.push_back(point.x);
  return bounds_of(values);
}

Bounds y_bounds(const std::vector<Point>& points) {
  std::vector<double> values;
  for (const Point& point : points) values.push_back(point.y);
  return bounds_of(values);
}

double place_of(Bounds bounds, std::size_t i, std::size_t count) {
  const double share = static_cast<double>(i) / static_cast<double>(count - 1);
  return bounds.low + share * (bounds.high - bounds.low);
}

double round_step(double least) {
  least = std::max(least, std::numeric_limits<double>::min());  // a smaller power of ten may be 0
  double power = 1;
  while (power > least) power /= 10;
  while (power * 10 <= least) power *= 10;
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= least) return digit * power;
  }
  return 10 * power;
}

}  // namespace nntrain
