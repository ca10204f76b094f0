#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nntrain {

struct Point {
  double x;
  double y;
};

struct Bounds {
  double low;
  double high;
};

/// 0xRRGGBB
using Colour = std::uint32_t;

/// Points that belong together: a line, marks, or marks with a bar from low to high each.
struct Series {
  enum class Kind { kLine, kDashes, kMarks, kBars };
  Kind kind;
  std::string label;  ///< in the legend; "": not there
  std::size_t style;  ///< which colour, and which mark: see style.hpp
  std::vector<Point> points;
  std::vector<Bounds> bars{};      ///< of kBars, one for each point
  std::optional<Colour> colour{};  ///< in place of the style's

  bool is_line() const { return kind == Kind::kLine || kind == Kind::kDashes; }
};

/// Lines along which a surface has these values.
struct Contours {
  std::string label;
  bool is_main;  ///< drawn strongly
  std::vector<double> levels;
  std::vector<double> values;  ///< on the surface's grid, row by row from the lowest on
};

/// Values all over the rectangle between the axes: tints that fill it, and contours.
struct Surface {
  std::size_t columns;
  std::size_t rows;
  std::vector<Colour> tints;  ///< of the grid's points, row by row from the lowest on
  std::vector<Contours> contours;
};

/// A number in a table that is drawn.
struct CountCell {
  double x;  ///< of its middle; it is one wide and one high
  double y;
  Colour tint;
  bool is_dark;  ///< so that the text on it must be light
  std::string text;
};

/// A name in place of a number on an axis.
struct AxisName {
  std::string name;
  double place;
};

/// One diagram, whoever draws it.
struct Panel {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::string caption{};  ///< what the reader has to know; "": nothing
  Bounds x{};
  Bounds y{};
  bool is_log = false;     ///< whether y is on a logarithmic scale
  bool is_square = false;  ///< whether both axes are as long
  std::vector<Series> series{};
  std::optional<Surface> surface{};
  std::vector<CountCell> cells{};
  std::vector<AxisName> x_names{};
  std::vector<AxisName> y_names{};
};

/// What panels are drawn on.
struct Canvas {
  enum class Kind { kSvg, kCharacters };
  Kind kind = Kind::kSvg;
  std::size_t width = 80;  ///< of kCharacters, as all that follows
  std::size_t height = 24;
  bool has_colours = false;
};

/// The least and the largest of some values, a little further apart: what an axis has to show. NaN and
/// infinite ones do not count, and none is farther from 0 than an axis can reach, 1e300; 0 to 1 where
/// there are none.
Bounds bounds_of(const std::vector<double>& values);

/// The same of the points' coordinates.
Bounds x_bounds(const std::vector<Point>& points);
Bounds y_bounds(const std::vector<Point>& points);

/// The coordinate of point `i` of `count` >= 2 at even distances along an axis.
double place_of(Bounds bounds, std::size_t i, std::size_t count);

/// 1, 2 or 5 times a power of ten: the least such that is at least `least`, and not too small to divide by.
double round_step(double least);

}  // namespace nntrain
