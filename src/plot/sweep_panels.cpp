#include "plot/sweep_panels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/style.hpp"
#include "plot/swept_scale.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostLines = 6;  // each with a style of its own; the next one is that of the best
constexpr std::size_t kBestStyle = 6;
constexpr std::size_t kMostMapValues = 40;

/// Which axis is along x, and which one has the lines, if there are two.
struct LineAxes {
  std::size_t x = 0;
  std::optional<std::size_t> lines{};
};

/// The axis of numbers is along x; of two, that with more values.
LineAxes line_axes(const PicturedSweep& sweep) {
  if (sweep.axes.size() < 2) return {};
  const SweptScale first = scale_of(sweep, 0);
  const SweptScale second = scale_of(sweep, 1);
  const bool is_second_x = first.are_numbers == second.are_numbers
                               ? second.values.size() > first.values.size()
                               : second.are_numbers;
  return is_second_x ? LineAxes{1, 0} : LineAxes{0, 1};
}

Bounds bar_of(const SweptPoint& point) {
  const bool has_interval = std::isfinite(point.interval.low) && std::isfinite(point.interval.high);
  return has_interval ? point.interval : Bounds{point.mean, point.mean};
}

/// The range of the metric, and whether it is logarithmic. Wide intervals of few values do not hide the rest.
void set_range(Panel& panel, const PicturedSweep& sweep) {
  constexpr double kWideMeans = 100;
  const auto by_mean = [](const SweptPoint& a, const SweptPoint& b) { return a.mean < b.mean; };
  const auto [least, most] = std::minmax_element(sweep.points.begin(), sweep.points.end(), by_mean);
  panel.is_log = least->mean > 0 && most->mean > kWideMeans * least->mean;
  if (panel.is_log) {
    panel.y = {least->mean / 1.5, most->mean * 1.5};
    return;
  }
  const double room = most->mean - least->mean;
  std::vector<double> ends;
  for (const SweptPoint& point : sweep.points) {
    const Bounds bar = bar_of(point);
    ends.insert(ends.end(), {point.mean, room > 0 ? std::max(bar.low, least->mean - 2 * room) : bar.low,
                             room > 0 ? std::min(bar.high, most->mean + 2 * room) : bar.high});
  }
  panel.y = bounds_of(ends);
}

/// "hidden", or "hidden (logarithmic)"
std::string axis_label(const PicturedSweep& sweep, std::size_t axis, const SweptScale& scale) {
  return short_label(sweep.axes[axis]) + (scale.is_log ? " (logarithmic)" : "");
}

/// "hidden 5, learning-rate 0.3: 0.8514, 95% CI 0.83 to 0.87"
std::string tip_of(const PicturedSweep& sweep, const SweptPoint& point) {
  std::string text = fmt::format("{}: {:.6g}", settings_text(sweep, point.settings), point.mean);
  if (!std::isfinite(point.interval.low) || !std::isfinite(point.interval.high)) return text;
  return fmt::format("{}, 95% CI {:.4g} to {:.4g}", text, point.interval.low, point.interval.high);
}

/// Adds the points of one line, from the left to the right, moved by `shift` so that bars stand side by side.
void add_line(Panel& panel, const PicturedSweep& sweep, std::vector<const SweptPoint*> points,
              const std::string& label, std::size_t style, std::size_t axis, const SweptScale& scale,
              double shift) {
  // ties: none, each has a place of its own
  std::sort(points.begin(), points.end(), [&](const SweptPoint* a, const SweptPoint* b) {
    return scale.place_of(a->settings[axis]) < scale.place_of(b->settings[axis]);
  });
  Series bars{Series::Kind::kBars, label, style, {}};
  for (const SweptPoint* const point : points) {
    bars.points.push_back({scale.place_of(point->settings[axis]) + shift, point->mean});
    bars.bars.push_back(bar_of(*point));
    bars.tips.push_back(tip_of(sweep, *point));
    if (panel.is_log) bars.bars.back().low = std::max(bars.bars.back().low, panel.y.low);
    if (!point->is_best) continue;
    panel.series.push_back({Series::Kind::kRings, "best", kBestStyle, {bars.points.back()}});
  }
  if (scale.are_numbers && points.size() > 1)
    panel.series.push_back({Series::Kind::kLine, "", style, bars.points});
  panel.series.push_back(std::move(bars));
}

/// Moves the ring of the best to the end: above the lines.
void put_best_last(Panel& panel) {
  std::stable_partition(panel.series.begin(), panel.series.end(),
                        [](const Series& series) { return series.kind != Series::Kind::kRings; });
}

std::string caption_of(const PicturedSweep& sweep, const std::string& about) {
  std::string text = about;
  for (const SweptPoint& point : sweep.points) {
    if (point.is_best) text += "\nbest: " + settings_text(sweep, point.settings);
  }
  return text + swept_out(sweep);
}

/// A number in a cell.
std::string cell_text(double value) {
  return fmt::format("{:.3g}", value);
}

}  // namespace

std::vector<double> rank_shares(const PicturedSweep& sweep) {
  std::vector<double> means;
  for (const SweptPoint& point : sweep.points)
    means.push_back(sweep.is_lower_better ? -point.mean : point.mean);
  std::vector<double> ordered = means;
  std::sort(ordered.begin(), ordered.end());  // ties: equal numbers
  std::vector<double> shares;
  for (const double mean : means) {
    const auto below = std::lower_bound(ordered.begin(), ordered.end(), mean) - ordered.begin();
    const auto above = ordered.end() - std::upper_bound(ordered.begin(), ordered.end(), mean);
    shares.push_back(below + above == 0 ? 1
                                        : static_cast<double>(below) / static_cast<double>(below + above));
  }
  return shares;
}

std::string settings_text(const PicturedSweep& sweep, const std::vector<std::string>& settings) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < sweep.axes.size(); ++i)
    parts.push_back(short_label(sweep.axes[i]) + " " + swept_text(settings[i]));
  return join(parts);
}

std::string swept_out(const PicturedSweep& sweep) {
  std::string text;
  if (sweep.out > 0)
    text += fmt::format("\n{} without a result {} not shown", counted(sweep.out, "candidate"),
                        sweep.out == 1 ? "is" : "are");
  if (sweep.partial > 0)
    text += fmt::format("\n{} with too few values {} not shown", counted(sweep.partial, "candidate"),
                        sweep.partial == 1 ? "is" : "are");
  return text;
}

std::string why_no_lines(const PicturedSweep& sweep) {
  if (sweep.axes.size() > 2)
    return fmt::format("the sweep has {} axes, and lines show one or two", sweep.axes.size());
  const LineAxes axes = line_axes(sweep);
  if (!axes.lines) return "";
  const std::size_t lines = scale_of(sweep, *axes.lines).values.size();
  if (lines <= kMostLines) return "";
  return fmt::format("there would be {} lines, and at most {} can be told apart", lines, kMostLines);
}

Panel lines_panel(const PicturedSweep& sweep) {
  const LineAxes axes = line_axes(sweep);
  const SweptScale scale = scale_of(sweep, axes.x);
  Panel panel{sweep.metric, axis_label(sweep, axes.x, scale), sweep.metric};
  panel.title += " by " + short_label(sweep.axes[axes.x]);
  set_range(panel, sweep);
  panel.x = scale.bounds();
  panel.x_names = scale.names();
  std::vector<std::string> lines = {""};
  if (axes.lines) {
    lines = scale_of(sweep, *axes.lines).values;
    panel.title += " and " + short_label(sweep.axes[*axes.lines]);
  }
  const double step = (scale.are_numbers ? 0.01 : 0.08 / static_cast<double>(scale.values.size())) *
                      (panel.x.high - panel.x.low);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<const SweptPoint*> points;
    for (const SweptPoint& point : sweep.points) {
      if (!axes.lines || point.settings[*axes.lines] == lines[i]) points.push_back(&point);
    }
    const double shift = step * (static_cast<double>(i) - static_cast<double>(lines.size() - 1) / 2);
    const std::string label =
        axes.lines ? short_label(sweep.axes[*axes.lines]) + " " + swept_text(lines[i]) : "mean";
    add_line(panel, sweep, std::move(points), label, i, axes.x, scale, shift);
  }
  put_best_last(panel);
  const bool has_bars = std::any_of(sweep.points.begin(), sweep.points.end(), [](const SweptPoint& point) {
    return std::isfinite(point.interval.low);
  });
  panel.caption = caption_of(sweep, has_bars ? "bars: 95% CI" : "one value each");
  return panel;
}

std::string why_no_map(const PicturedSweep& sweep) {
  if (sweep.axes.size() != 2)
    return fmt::format("the sweep has {} {}, and a map shows two", sweep.axes.size(),
                       sweep.axes.size() == 1 ? "axis" : "axes");
  for (const std::size_t axis : {0U, 1U}) {
    const std::size_t values = scale_of(sweep, axis).values.size();
    if (values > kMostMapValues)
      return fmt::format("{} has {} values, and a map shows at most {}", short_label(sweep.axes[axis]),
                         values, kMostMapValues);
  }
  return "";
}

Panel map_panel(const PicturedSweep& sweep) {
  constexpr std::size_t kMostNumbers = 10;  // side by side; more are ranks
  const SweptScale x = scale_of(sweep, 0);
  const SweptScale y = scale_of(sweep, 1);
  Panel panel{sweep.metric + " by " + short_label(sweep.axes[0]) + " and " + short_label(sweep.axes[1]),
              short_label(sweep.axes[0]), short_label(sweep.axes[1])};
  panel.x = {-0.5, static_cast<double>(x.values.size()) - 0.5};
  panel.y = {-0.5, static_cast<double>(y.values.size()) - 0.5};
  for (std::size_t i = 0; i < x.values.size(); ++i)
    panel.x_names.push_back({swept_text(x.values[i]), static_cast<double>(i)});
  for (std::size_t i = 0; i < y.values.size(); ++i)
    panel.y_names.push_back({swept_text(y.values[i]), static_cast<double>(i)});
  const std::vector<double> shares = rank_shares(sweep);
  const bool has_numbers = x.values.size() <= kMostNumbers;
  for (std::size_t i = 0; i < sweep.points.size(); ++i) {
    const SweptPoint& point = sweep.points[i];
    const auto at_x = static_cast<double>(x.index_of(point.settings[0]));
    const auto at_y = static_cast<double>(y.index_of(point.settings[1]));
    const int digit = std::min(9, static_cast<int>(10 * shares[i]));
    panel.cells.push_back({at_x,
                           at_y,
                           {scale_colour(1 - shares[i])},
                           has_numbers ? cell_text(point.mean) : std::to_string(digit),
                           tip_of(sweep, point)});
    if (!point.is_best) continue;
    constexpr double kInside = 0.47;
    panel.series.push_back({Series::Kind::kLine,
                            "best",
                            1,
                            {{at_x - kInside, at_y - kInside},
                             {at_x + kInside, at_y - kInside},
                             {at_x + kInside, at_y + kInside},
                             {at_x - kInside, at_y + kInside},
                             {at_x - kInside, at_y - kInside}}});
    panel.series.back().is_solid = true;
  }
  panel.caption = caption_of(sweep, has_numbers ? "color: rank, dark blue is the best"
                                                : "color and digit: rank, 9 is the best tenth");
  return panel;
}

}  // namespace nntrain
