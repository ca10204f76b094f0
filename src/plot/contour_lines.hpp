#pragma once

#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// Values on a grid: `values` row by row, at the places `xs` along a row and `ys` of the rows.
struct ValueGrid {
  std::vector<double> xs;
  std::vector<double> ys;
  std::vector<double> values;
};

/// A line through points; it is closed if the last point is the first one.
using Polyline = std::vector<Point>;

/// The lines where the value is `level`, between the points of the grid by linear interpolation (marching
/// squares). At a saddle the mean of the four corners decides which of them belong together. Cells with a
/// value that is not finite have no line.
std::vector<Polyline> contour_lines(const ValueGrid& grid, double level);

/// The line without points that lie within `tolerance` of the line between their neighbours (Douglas and
/// Peucker 1973).
Polyline simplified(const Polyline& line, double tolerance);

}  // namespace nntrain
