#include "plot/svg_series.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/style.hpp"
#include "plot/svg_colours.hpp"
#include "plot/svg_path.hpp"
#include "plot/svg_text.hpp"
#include "plot/svg_ticks.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostHits = 60;   // points of a line that the pointer finds
constexpr double kLineTolerance = 0.1;  // in an SVG's units

/// What the pointer shows at point `i`.
std::string tip_of_point(const Series& series, std::size_t i) {
  if (i < series.tips.size()) return svg_tip(series.tips[i]);
  const std::string place =
      fmt::format("{}, {}", number_text(series.points[i].x), number_text(series.points[i].y));
  return svg_tip(series.label.empty() ? place : fmt::format("{}: {}", series.label, place));
}

std::string marks_of(const Series& series, const PlotArea& area, const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const Point place = area.place_of(series.points[i]);
    if (area.contains(place)) text += svg_use(name, place, tip_of_point(series, i));
  }
  return text;
}

/// Invisible points along a line, which show their coordinates.
std::string hits_of(const Series& series, const PlotArea& area) {
  std::string text;
  for (const std::size_t i : evenly_of(series.points.size(), kMostHits)) {
    const Point place = area.place_of(series.points[i]);
    const std::string tip = tip_of_point(series, i);
    if (!area.contains(place) || tip.empty()) continue;
    text += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"6\">{}</circle>", svg_number(place.x),
                        svg_number(place.y), tip);
  }
  return text.empty() ? "" : fmt::format("<g class=\"nn-hit\">{}</g>", text);
}

/// The classes of a line, which give its width and its dashes.
std::string classes_of_line(const Series& series) {
  switch (series.kind) {
    case Series::Kind::kThinLine:
      return "nn-l nn-n";
    case Series::Kind::kDashes:
      return "nn-l nn-n nn-p";
    default:
      return series.is_solid ? "nn-l" : fmt::format("nn-l nn-p{}", std::min(series.style, kGrey));
  }
}

std::string line_of(const Series& series, const PlotArea& area) {
  std::vector<Polyline> lines = visible_lines(area, series.points);
  for (Polyline& line : lines) line = simplified(line, kLineTolerance);
  const std::string path = svg_path(lines);
  std::string text;
  if (!path.empty()) {
    text = svg_line(series, path);
  } else if (series.points.size() == 1) {  // one point makes no line
    text = fmt::format("<g {}>{}</g>", svg_paint("nn-d", series), marks_of(series, area, "nn-m0"));
  }
  const bool has_tips = series.kind == Series::Kind::kLine || !series.tips.empty();
  return has_tips && !path.empty() ? text + hits_of(series, area) : text;
}

/// The bar of point `i`, between the axes.
Bounds bar_within(const Series& series, std::size_t i, double low, double high) {
  if (i >= series.bars.size()) return {0, 0};
  const Bounds bar = series.bars[i];
  return {std::clamp(std::isfinite(bar.low) ? bar.low : low, low, high),
          std::clamp(std::isfinite(bar.high) ? bar.high : high, low, high)};
}

/// A line from a to b with short ends across it.
std::string whisker(const Point& a, const Point& b) {
  constexpr double kEnd = 3;
  const bool is_upright = a.x == b.x;
  std::string path =
      fmt::format("M{} {}L{} {}", svg_number(a.x), svg_number(a.y), svg_number(b.x), svg_number(b.y));
  for (const Point& end : {a, b}) {
    path += is_upright ? fmt::format("M{} {}h{}", svg_number(end.x - kEnd), svg_number(end.y), 2 * kEnd)
                       : fmt::format("M{} {}v{}", svg_number(end.x), svg_number(end.y - kEnd), 2 * kEnd);
  }
  return path;
}

std::string rectangle(double left, double top, double right, double bottom, const std::string& tip) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">{}</rect>", svg_number(left),
                     svg_number(top), svg_number(std::max(right - left, 0.0)),
                     svg_number(std::max(bottom - top, 0.0)), tip);
}

std::string error_bars(const Series& series, const PlotArea& area) {
  std::string path;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const double x = area.x_of(series.points[i].x);
    if (!area.contains({x, area.top})) continue;
    const Bounds bar = bar_within(series, i, area.y.low, area.y.high);
    if (bar.high > bar.low) path += whisker({x, area.y_of(bar.low)}, {x, area.y_of(bar.high)});
  }
  std::string text;
  if (!path.empty()) text = fmt::format("<path {} d=\"{}\"/>", svg_paint("nn-b", series), path);
  return text + fmt::format("<g {}>{}</g>", svg_paint(mark_classes(series), series),
                            marks_of(series, area, mark_name(series, false)));
}

std::string side_bars(const Series& series, const PlotArea& area) {
  constexpr double kHalf = 0.35;  // of a bar's height
  std::string bars;
  std::string path;
  const double start = area.x_of(std::clamp(0.0, area.x.low, area.x.high));
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const Point& point = series.points[i];
    const double middle = area.y_of(point.y);
    if (!area.contains({area.left, middle}) || !std::isfinite(point.x)) continue;
    const double end = area.x_of(std::clamp(point.x, area.x.low, area.x.high));
    bars +=
        rectangle(std::min(start, end), std::max(area.y_of(point.y + kHalf), area.top), std::max(start, end),
                  std::min(area.y_of(point.y - kHalf), area.bottom()), tip_of_point(series, i));
    const Bounds bar = bar_within(series, i, area.x.low, area.x.high);
    if (bar.high > bar.low) path += whisker({area.x_of(bar.low), middle}, {area.x_of(bar.high), middle});
  }
  std::string text = fmt::format("<g {}>{}</g>", svg_paint("nn-x", series), bars);
  if (!path.empty()) text += fmt::format("<path class=\"nn-i\" d=\"{}\"/>", path);
  return text;
}

std::string boxes(const Series& series, const PlotArea& area) {
  std::string text;
  const double floor = area.y_of(std::clamp(0.0, area.y.low, area.y.high));
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!std::isfinite(series.points[i].y)) continue;
    const Bounds bar = bar_within(series, i, area.x.low, area.x.high);
    const double end = area.y_of(std::clamp(series.points[i].y, area.y.low, area.y.high));
    if (bar.high > bar.low) {
      text += rectangle(area.x_of(bar.low), std::min(floor, end), area.x_of(bar.high), std::max(floor, end),
                        tip_of_point(series, i));
    }
  }
  return text.empty() ? "" : fmt::format("<g {}>{}</g>", svg_paint("nn-x nn-y", series), text);
}

}  // namespace

std::string svg_line(const Series& series, const std::string& path) {
  const std::string classes = classes_of_line(series);
  const Colour own = series.colour.value_or(0);
  const Colour light = visible_colour(own, kLightPalette);
  const Colour dark = visible_colour(series.dark_colour.value_or(own), kDarkPalette);
  if (!series.colour || light == dark)
    return fmt::format("<path {} d=\"{}\"/>", svg_paint(classes, series), path);
  return fmt::format("<path {} d=\"{}\"/><path {} d=\"{}\"/>", svg_paint(classes + " nn-lo", light), path,
                     svg_paint(classes + " nn-do", dark), path);
}

std::string mark_classes(const Series& series) {
  if (series.kind == Series::Kind::kRings) return "nn-o nn-r";
  if (series.kind == Series::Kind::kSmallRings || series.is_hollow) return "nn-o";
  return series.colour ? "nn-d nn-u" : "nn-d";
}

std::string mark_name(const Series& series, bool is_small) {
  if (series.kind == Series::Kind::kRings) return "nn-ring";
  if (series.kind == Series::Kind::kSmallRings) return is_small ? "nn-hoop" : "nn-loop";
  const std::size_t style = series.colour ? 0 : std::min(series.style, kGrey);
  return fmt::format("nn-{}{}", is_small && !series.is_hollow ? "s" : "m", style);
}

std::string svg_use(const std::string& name, const Point& place, const std::string& tip) {
  const auto tenths = [](double value) { return svg_number(std::round(value * 10) / 10); };  // there are many
  const std::string use =
      fmt::format("<use href=\"#{}\" x=\"{}\" y=\"{}\"", name, tenths(place.x), tenths(place.y));
  return tip.empty() ? fmt::format("{}/>", use) : fmt::format("{}>{}</use>", use, tip);
}

std::string svg_series(const Series& series, const PlotArea& area, bool is_crowded) {
  switch (series.kind) {
    case Series::Kind::kLine:
    case Series::Kind::kThinLine:
    case Series::Kind::kDashes:
      return line_of(series, area);
    case Series::Kind::kBars:
      return error_bars(series, area);
    case Series::Kind::kSideBars:
      return side_bars(series, area);
    case Series::Kind::kBoxes:
      return boxes(series, area);
    case Series::Kind::kMarks:
    case Series::Kind::kRings:
    case Series::Kind::kSmallRings:
      break;
  }
  const std::string marks = marks_of(series, area, mark_name(series, is_crowded));
  return marks.empty() ? "" : fmt::format("<g {}>{}</g>", svg_paint(mark_classes(series), series), marks);
}

}  // namespace nntrain
