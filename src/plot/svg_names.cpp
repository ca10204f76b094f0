#include "plot/svg_names.hpp"

#include <algorithm>
#include <cmath>

namespace nntrain {
namespace {

double distance(const Point& a, const Point& b) {
  return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/// Points along a line at equal distances.
Polyline resampled(const Polyline& line, double step) {
  Polyline points;
  double ahead = 0;  // to the next point
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double length = distance(line[i - 1], line[i]);
    double at = ahead;
    while (at < length) {
      const double share = at / length;
      points.push_back({line[i - 1].x + share * (line[i].x - line[i - 1].x),
                        line[i - 1].y + share * (line[i].y - line[i - 1].y)});
      at += step;
    }
    ahead = at - length;
  }
  return points;
}

bool is_free(const NamePlace& place, const PlotArea& area, const std::vector<NamePlace>& taken) {
  constexpr double kHalfHeight = 7;
  const double x = std::abs(place.direction.x) * place.width / 2 + std::abs(place.direction.y) * kHalfHeight;
  const double y = std::abs(place.direction.y) * place.width / 2 + std::abs(place.direction.x) * kHalfHeight;
  const Point& middle = place.middle;
  if (!area.contains({middle.x - x, middle.y - y}) || !area.contains({middle.x + x, middle.y + y}))
    return false;
  return std::none_of(taken.begin(), taken.end(), [&](const NamePlace& other) {
    return distance(other.middle, middle) < (other.width + place.width) / 2 + kHalfHeight;
  });
}

}  // namespace

std::optional<NamePlace> calm_place(const std::vector<Polyline>& lines, const PlotArea& area, double width,
                                    const std::vector<NamePlace>& taken) {
  constexpr double kStep = 4;
  std::optional<NamePlace> best;
  double least = 0.25 * width;  // more bent lines carry no name
  for (const Polyline& line : lines) {
    const Polyline points = resampled(line, kStep);
    const auto span = static_cast<std::size_t>(width / kStep) + 1;
    for (std::size_t i = 0; i + span < points.size(); ++i) {
      const Point& from = points[i];
      const Point& to = points[i + span];
      const double chord = distance(from, to);
      const double bend = static_cast<double>(span) * kStep - chord;
      const Point& centre = points[i + span / 2];
      const double off = distance(centre, {(from.x + to.x) / 2, (from.y + to.y) / 2});
      // of equally straight parts, one in the middle of the area
      const double aside = distance(centre, {area.left + area.width / 2, area.top + area.height / 2});
      const double cost = bend + 2 * off + 0.01 * aside;
      if (cost >= least || chord == 0) continue;
      const double sign = to.x < from.x ? -1 : 1;
      const NamePlace place = {
          centre, {sign * (to.x - from.x) / chord, sign * (to.y - from.y) / chord}, width};
      if (!is_free(place, area, taken)) continue;
      best = place;
      least = cost;
    }
  }
  return best;
}

}  // namespace nntrain
