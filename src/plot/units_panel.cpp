#include "plot/units_panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/bands.hpp"
#include "plot/data_panel.hpp"
#include "plot/free_places.hpp"
#include "plot/style.hpp"
#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

constexpr double kWidth = 400;  // of the axes, about, in an SVG's units: for the angle of the ticks
constexpr double kHeight = 280;
constexpr double kTick = 7;
constexpr double kTickDistance = 26;
constexpr std::size_t kBlack = kStyles - 1;  // of the boundary

/// The axes' rectangle in an SVG's units.
struct Frame {
  Bounds x;
  Bounds y;
  double x_unit() const { return kWidth / (x.high - x.low); }
  double y_unit() const { return kHeight / (y.high - y.low); }
};

Point between(Point a, Point b, double share) {
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

/// Short strokes from the line to the side where the sum is positive: pairs of points, each ended by NaN.
std::vector<Point> ticks_of(const UnitLine& line, Point from, Point to, const Frame& frame) {
  const double slope_x = line.slopes[0] / frame.x_unit();
  const double slope_y = line.slopes.size() == 2 ? line.slopes[1] / frame.y_unit() : 0;
  const double steepness = std::sqrt(slope_x * slope_x + slope_y * slope_y);
  const double across = (to.x - from.x) * frame.x_unit();
  const double up = (to.y - from.y) * frame.y_unit();
  const double length = std::sqrt(across * across + up * up);
  const auto count = static_cast<std::size_t>(length / kTickDistance) + 1;
  std::vector<Point> points;
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < count; ++i) {
    const Point foot = between(from, to, (static_cast<double>(i) + 0.5) / static_cast<double>(count));
    points.push_back(foot);
    points.push_back({foot.x + kTick * slope_x / steepness / frame.x_unit(),
                      foot.y + kTick * slope_y / steepness / frame.y_unit()});
    points.push_back({kNone, kNone});
  }
  return points;
}

/// Writes the name of a unit near an end of its line, where it covers no other name.
void add_name(Panel& panel, const std::string& name, Point from, Point to, const Frame& frame,
              FreePlaces& places) {
  const double half = text_width(name, kSmallLetters) / 2 / frame.x_unit();
  const double above = kTextHeight / 2 / frame.y_unit();
  for (const double share : {0.93, 0.07, 0.8, 0.2, 0.67, 0.33, 0.5}) {
    Point at = between(from, to, share);
    at.x = std::clamp(at.x, frame.x.low + half, frame.x.high - half);
    at.y = std::clamp(at.y, frame.y.low + above, frame.y.high - above);
    if (!places.take_free(room_of(name, at, frame.x_unit(), frame.y_unit()))) continue;
    panel.texts.push_back({at, name, PlacedText::Anchor::kMiddle});
    return;
  }
}

/// The styles that no class has, as colors of the lines.
std::vector<std::size_t> free_styles(const SplitResult& result) {
  const std::size_t classes = classes_of(result).size();
  std::vector<std::size_t> styles;
  for (std::size_t style = classes; style < kBlack; ++style) styles.push_back(style);
  if (styles.empty()) styles.push_back(kGrey);
  return styles;
}

void add_line(Panel& panel, const UnitLine& line, std::pair<Point, Point> ends, std::size_t unit,
              std::size_t style, const Frame& frame, FreePlaces& places) {
  const auto& [from, to] = ends;
  const std::string name = fmt::format("unit {}", unit + 1);
  panel.series.push_back({Series::Kind::kLine, "", style, {from, to}, {}, {}, {name, name}});
  panel.series.push_back({Series::Kind::kThinLine, "", style, ticks_of(line, from, to, frame)});
  add_name(panel, name, from, to, frame, places);
}

std::string about(const Model& model, const std::vector<std::string>& without) {
  const std::size_t units = model.network.layers().front().outputs;
  std::string text = "ticks: the side where a unit is active";
  if (model.network_count() > 1) text += fmt::format("; the units of network 1 of {}", model.network_count());
  if (!without.empty())
    text += fmt::format("; no line here: {} {}", without.size() == 1 ? "unit" : "units", join(without));
  if (units > kMostUnitLines) text += fmt::format("; the first {} of {} units", kMostUnitLines, units);
  return text;
}

}  // namespace

UnitLine unit_line(const Layer& layer, std::span<const double> parameters, std::size_t unit,
                   const std::vector<Axis>& axes, const std::vector<double>& rest) {
  const auto weight = [&](std::size_t input) {
    return layer.weights(parameters)[input * layer.outputs + unit];
  };
  UnitLine line{{}, layer.has_bias ? layer.bias(parameters)[unit] : 0};
  for (std::size_t i = 0; i < layer.inputs; ++i) {
    const bool has_axis =
        std::any_of(axes.begin(), axes.end(), [i](const Axis& axis) { return axis.input == i; });
    if (!has_axis) line.constant += weight(i) * rest[i];
  }
  for (const Axis& axis : axes) {
    line.slopes.push_back(weight(axis.input) / axis.divisor);
    line.constant -= line.slopes.back() * axis.centre;
  }
  return line;
}

std::optional<std::pair<Point, Point>> ends_of(const UnitLine& line, Bounds x, Bounds y) {
  const double a = line.slopes[0];
  if (line.slopes.size() == 1) {
    const double place = -line.constant / a;
    if (!(place >= x.low && place <= x.high)) return {};
    return std::pair<Point, Point>({place, y.low}, {place, y.high});
  }
  const double b = line.slopes[1];
  std::vector<Point> crossings;
  for (const double side : {x.low, x.high}) {
    const double at = -(line.constant + a * side) / b;
    if (at >= y.low && at <= y.high) crossings.push_back({side, at});
  }
  for (const double side : {y.low, y.high}) {
    const double at = -(line.constant + b * side) / a;
    if (at > x.low && at < x.high) crossings.push_back({at, side});
  }
  if (crossings.size() < 2) return {};
  const auto by_x = [](const Point& p, const Point& q) { return p.x < q.x; };
  const auto [first, last] = std::minmax_element(crossings.begin(), crossings.end(), by_x);
  if (first->x < last->x) return std::pair(*first, *last);  // near a corner two of three are the same
  return std::pair(crossings[0], crossings[1]);
}

Panel units_panel(const Model& model, const SplitResult& result, const std::vector<Axis>& axes) {
  Panel panel = data_panel(model, result, axes);
  panel.title = result.split.name + " rows and hidden units";
  if (panel.surface && !model.target.classes.empty())
    std::erase_if(panel.surface->contours, [](const Contours& one) { return !one.is_main; });
  const Layer& layer = model.network.layers().front();
  const std::vector<double> rest = mean_inputs(result.split.samples.inputs);
  const std::vector<std::size_t> styles = free_styles(result);
  const Frame frame{panel.x, panel.y};
  FreePlaces places;
  std::vector<std::string> without;
  for (std::size_t unit = 0; unit < std::min(layer.outputs, kMostUnitLines); ++unit) {
    const UnitLine line = unit_line(layer, model.parameters_of(0), unit, axes, rest);
    const std::optional<std::pair<Point, Point>> ends = ends_of(line, panel.x, panel.y);
    if (!ends) {
      without.push_back(fmt::format("{}", unit + 1));
      continue;
    }
    add_line(panel, line, *ends, unit, styles[unit % styles.size()], frame, places);
  }
  panel.caption =
      panel.caption.empty() ? about(model, without) : about(model, without) + "\n" + panel.caption;
  return panel;
}

}  // namespace nntrain
