#pragma once

#include <vector>

#include "plot/contour_lines.hpp"
#include "plot/panel.hpp"

namespace nntrain {

/// The rectangle between the axes in an SVG's units, and the numbers along its sides.
struct PlotArea {
  double left = 0;
  double top = 0;
  double width = 1;
  double height = 1;
  Bounds x{0, 1};
  Bounds y{0, 1};
  bool is_log = false;  ///< whether y is on a logarithmic scale

  double right() const { return left + width; }
  double bottom() const { return top + height; }

  /// Where a number along x lies; NaN if it is not finite. Numbers far outside the axis lie some thousand
  /// units away.
  double x_of(double value) const;
  /// Where a number along y lies; NaN also for what a logarithmic scale does not have.
  double y_of(double value) const;
  Point place_of(const Point& point) const { return {x_of(point.x), y_of(point.y)}; }

  /// Whether a place, in the SVG's units, lies between the axes or on them.
  bool contains(const Point& place) const;
};

/// An axis that can be drawn: these bounds, or others where they are no range. A logarithmic one is positive.
Bounds drawable_bounds(Bounds bounds, bool is_log);

/// The parts of a line through points of the panel that lie between the axes, in the SVG's units. A point
/// that is not finite ends a part.
std::vector<Polyline> visible_lines(const PlotArea& area, const std::vector<Point>& points);

}  // namespace nntrain
