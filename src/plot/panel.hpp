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

/// A colour over the background: `share` of it, the rest is the background's.
struct Tint {
  Colour colour;
  double share = 1;
};

/// Points that are drawn together: a line, a thin one, a dashed one, marks, large rings, rings around marks
/// that are wrong, marks with a bar from low to high each, bars from x = 0 to each point, with a line from
/// low to high, or boxes from y = 0 up to each point and from low to high along x. A point that is NaN ends a
/// line.
struct Series {
  enum class Kind { kLine, kThinLine, kDashes, kMarks, kRings, kSmallRings, kBars, kSideBars, kBoxes };
  Kind kind;
  std::string label;  ///< in the legend; "": no entry
  std::size_t style;  ///< color and mark: see style.hpp
  std::vector<Point> points;
  std::vector<Bounds> bars{};       ///< of kBars, kSideBars and kBoxes, one for each point
  std::optional<Colour> colour{};   ///< instead of the style's
  std::vector<std::string> tips{};  ///< what the pointer shows at each point, or ""; none: the coordinates
  bool is_hollow = false;           ///< whether marks are outlines, as they stand for little
  bool is_solid = false;            ///< whether a line has no dashes, whatever its style
  std::optional<Colour> dark_colour{};  ///< of a line in front of a dark background, instead of `colour`

  bool is_line() const { return kind == Kind::kLine || kind == Kind::kThinLine || kind == Kind::kDashes; }
};

/// Contour lines of a surface at `levels`.
struct Contours {
  std::string label;
  bool is_main;  ///< whether they are thick
  std::vector<double> levels;
  std::vector<double> values;        ///< at the points of the surface's grid, row by row from the lowest
  std::vector<std::string> names{};  ///< what is written on the line of each level; empty: nothing
};

/// Values over the rectangle between the axes: tints that fill it, and contours.
struct Surface {
  std::size_t columns;
  std::size_t rows;
  std::vector<Tint> tints;  ///< at the points of the grid, row by row from the lowest
  std::vector<Contours> contours;
  /// Whether it is one of many: coarse, so that it takes little room, and with the legend of all of them.
  bool is_of_film = false;
};

/// A number in a drawn table.
struct CountCell {
  double x;  ///< of its center; it is 1 wide and 1 high
  double y;
  Tint tint;
  std::string text;
  std::string tip{};  ///< what the pointer shows; "": nothing
};

/// A name on an axis instead of a number.
struct AxisName {
  std::string name;
  double place;
};

/// A text in the diagram, with its left end, its middle or its right end at a point.
struct PlacedText {
  enum class Anchor { kLeft, kMiddle, kRight };
  Point at;
  std::string text;
  Anchor anchor = Anchor::kLeft;
  bool is_on_line = false;  ///< whether the background hides what lies beneath it, between its letters, too
};

/// A straight line of any width, beneath all nodes.
struct Stroke {
  Point from;
  Point to;
  double width;       ///< in an SVG's units
  std::size_t style;  ///< its color: see style.hpp
  std::string tip{};
  bool is_dashed = false;
};

/// A circle, or a box with round corners, with a text in it.
struct Node {
  Point at;            ///< of its center
  double half_width;   ///< in an SVG's units, like the next one
  double half_height;  ///< equal to half_width: a circle
  std::size_t style;   ///< of its fill, tinted
  std::string text{};
  std::string tip{};
};

/// What the colors of numbers stand for: bands side by side, beside the diagram.
struct ColourBar {
  std::string label;
  std::vector<double> edges;    ///< of the bands, one more than colours, ascending
  std::vector<Colour> colours;  ///< of each band
};

/// A diagram, independent of the program that draws it.
struct Panel {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::string caption{};  ///< what the reader must know, in one or more lines, or ""
  Bounds x{};
  Bounds y{};
  bool has_axes = true;   ///< else x and y are only the ranges of what is drawn
  bool is_log = false;    ///< whether y is on a logarithmic scale
  bool counts_x = false;  ///< whether x has whole numbers only, such as iterations
  bool counts_y = false;
  bool is_square = false;   ///< whether both axes have the same length
  bool is_stacked = false;  ///< whether it stands above its like, if there is nothing else
  std::vector<Series> series{};
  std::optional<Surface> surface{};
  std::vector<CountCell> cells{};
  std::optional<ColourBar> colour_bar{};
  std::vector<Stroke> strokes{};
  std::vector<Node> nodes{};
  std::vector<PlacedText> texts{};  ///< above all else
  std::vector<AxisName> x_names{};
  std::vector<AxisName> y_names{};
};

/// Panels with a title for all of them.
struct Picture {
  std::string title;
  std::vector<Panel> panels;
  std::string subtitle{};  ///< a line below the title, or ""
};

/// Where panels are drawn as characters.
struct Canvas {
  std::size_t width = 80;
  std::size_t height = 24;
  bool has_colours = false;
};

/// The farthest numbers that an axis can show: the arithmetic of axes overflows beyond.
inline constexpr double kFarthestOfAxis = 1e300;

/// The range of the values with a small margin, for an axis. NaN and infinite values do not count; values
/// beyond +-1e300 count as +-1e300, the farthest that an axis can show. Without values: 0 to 1.
Bounds bounds_of(const std::vector<double>& values);

/// The same for the coordinates of points.
Bounds x_bounds(const std::vector<Point>& points);
Bounds y_bounds(const std::vector<Point>& points);

/// The coordinate of point `i` of `count` >= 2 points at equal distances along an axis.
double place_of(Bounds bounds, std::size_t i, std::size_t count);

/// The least number >= `least` that is 1, 2 or 5 times a power of ten, and large enough to divide by.
double round_step(double least);

}  // namespace nntrain
