#include "plot/panel.hpp"

#include <algorithm>
#include <cmath>

namespace nntrain {

Bounds bounds_of(const std::vector<double>& values) {
  constexpr double kMargin = 0.04;
  std::optional<Bounds> found;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    if (!found) found = Bounds{value, value};
    found->low = std::min(found->low, value);
    found->high = std::max(found->high, value);
  }
  if (!found) return {0, 1};
  const double size = std::max(std::abs(found->low), std::abs(found->high));
  const bool is_flat = !(found->high / 2 - found->low / 2 > size * 1e-12);  // halves: no overflow
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

}  // namespace nntrain
