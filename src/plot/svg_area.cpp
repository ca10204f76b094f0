#include "plot/svg_area.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "plot/svg_ticks.hpp"

namespace nntrain {
namespace {

constexpr double kNowhere = std::numeric_limits<double>::quiet_NaN();

/// 0 at the lower end of the bounds, 1 at the upper one.
double share_along(double value, Bounds bounds) {
  constexpr double kFarthest = 100;  // lengths of the axis
  const double length = bounds.high - bounds.low;
  if (!std::isfinite(value)) return kNowhere;
  return std::clamp(value / length - bounds.low / length, -kFarthest, kFarthest);
}

/// The part of the line from a to b between the axes (Liang and Barsky 1984).
std::optional<std::array<Point, 2>> visible_part(const PlotArea& area, const Point& a, const Point& b) {
  const double x = b.x - a.x;
  const double y = b.y - a.y;
  double begin = 0;
  double end = 1;
  const std::array<std::array<double, 2>, 4> sides = {
      {{-x, a.x - area.left}, {x, area.right() - a.x}, {-y, a.y - area.top}, {y, area.bottom() - a.y}}};
  for (const auto& [towards, room] : sides) {
    if (towards == 0 && room < 0) return std::nullopt;
    if (towards < 0) begin = std::max(begin, room / towards);
    if (towards > 0) end = std::min(end, room / towards);
  }
  if (begin > end) return std::nullopt;
  const Point from = begin == 0 ? a : Point{a.x + begin * x, a.y + begin * y};
  const Point to = end == 1 ? b : Point{a.x + end * x, a.y + end * y};
  return std::array<Point, 2>{from, to};
}

bool is_same(const Point& a, const Point& b) {
  return a.x == b.x && a.y == b.y;
}

}  // namespace

double PlotArea::x_of(double value) const {
  return left + share_along(value, x) * width;
}

double PlotArea::y_of(double value) const {
  if (!is_log) return bottom() - share_along(value, y) * height;
  if (!(value > 0)) return kNowhere;
  const double share = share_along(decimal_log(value), {decimal_log(y.low), decimal_log(y.high)});
  return bottom() - share * height;
}

bool PlotArea::contains(const Point& place) const {
  constexpr double kRounding = 0.01;
  return place.x >= left - kRounding && place.x <= right() + kRounding && place.y >= top - kRounding &&
         place.y <= bottom() + kRounding;
}

Bounds drawable_bounds(Bounds bounds, bool is_log) {
  if (!std::isfinite(bounds.low) || !std::isfinite(bounds.high) || !std::isfinite(bounds.high - bounds.low) ||
      !(bounds.high > bounds.low)) {
    return is_log ? Bounds{1, 10} : Bounds{0, 1};
  }
  constexpr double kLeast = 1e-300;
  if (is_log && !(bounds.low >= kLeast)) return {kLeast, std::max(bounds.high, 10 * kLeast)};
  return bounds;
}

std::vector<Polyline> visible_lines(const PlotArea& area, const std::vector<Point>& points) {
  std::vector<Polyline> lines;
  bool is_joined = false;  // whether the last line ends at the last point
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point a = area.place_of(points[i - 1]);
    const Point b = area.place_of(points[i]);
    const bool are_finite =
        std::isfinite(a.x) && std::isfinite(a.y) && std::isfinite(b.x) && std::isfinite(b.y);
    const std::optional<std::array<Point, 2>> part = are_finite ? visible_part(area, a, b) : std::nullopt;
    if (!part) {
      is_joined = false;
      continue;
    }
    if (!is_joined || !is_same((*part)[0], a)) lines.push_back({(*part)[0]});
    lines.back().push_back((*part)[1]);
    is_joined = is_same((*part)[1], b);
  }
  return lines;
}

}  // namespace nntrain
