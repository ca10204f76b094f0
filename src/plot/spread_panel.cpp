#include "plot/spread_panel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr double kShift = 0.08;  // between marks that stand one above the other
constexpr std::size_t kLevels = 7;
constexpr double kIntervalPlace = -0.2;  // below the marks
constexpr double kMeanHeight = 0.07;     // of half the line of a mean
constexpr double kLeastStrips = 3;       // for which there is room
constexpr std::size_t kLongestStrip = 18;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Bounds range_of_values(const SpreadGroup& group) {
  std::vector<double> ends;
  for (const SpreadStrip& strip : group.strips) {
    ends.insert(ends.end(), {strip.mean, strip.interval.low, strip.interval.high});
    for (const SpreadValue& one : strip.values) ends.push_back(one.value);
  }
  return bounds_of(ends);
}

/// Adds a line from `from` to `to` that is apart from those before it.
void add_part(Series& series, Point from, Point to, const std::string& tip) {
  series.points.insert(series.points.end(), {from, to, {kNone, kNone}});
  series.tips.insert(series.tips.end(), {tip, tip, ""});
}

std::string mean_tip(const SpreadStrip& strip) {
  std::string tip = fmt::format("mean {}", shortest(strip.mean));
  if (std::isfinite(strip.interval.low) && std::isfinite(strip.interval.high))
    tip += fmt::format(", 95% CI {} to {}", shortest(strip.interval.low), shortest(strip.interval.high));
  return tip;
}

std::string caption_of_spread(const SpreadGroup& group) {
  std::string text = group.caption;
  for (const SpreadStrip& strip : group.strips) {
    if (strip.without == 0) continue;
    text += fmt::format("{}{}: {} without a value", text.empty() ? "" : "\n", short_label(strip.name),
                        counted(strip.without, "run"));
  }
  return text;
}

}  // namespace

std::vector<double> stacked_places(const std::vector<SpreadValue>& values, double distance) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // ties: equal values keep the order of the runs
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a].value < values[b].value; });
  std::vector<double> places(values.size(), 0);
  std::vector<double> last;  // the value at each level
  for (const std::size_t i : order) {
    const double value = values[i].value;
    const auto level =
        std::find_if(last.begin(), last.end(), [&](double before) { return value - before >= distance; });
    places[i] = kShift * static_cast<double>(static_cast<std::size_t>(level - last.begin()) % kLevels);
    if (level == last.end()) {
      last.push_back(value);
    } else {
      *level = value;
    }
  }
  return places;
}

Panel spread_panel(const SpreadGroup& group) {
  constexpr double kMarks = 45;  // that stand side by side on the axis
  Panel panel{group.title, group.x_label, group.y_label, caption_of_spread(group)};
  const auto strips = static_cast<double>(group.strips.size());
  panel.x = range_of_values(group);
  const double spare = std::max(0.0, kLeastStrips - strips) / 2;  // so that strips are equally high
  panel.y = {-0.4 - spare, strips - 0.3 + spare};
  Series intervals{Series::Kind::kLine, "mean, 95% CI", 0, {}, {}, colour_of(1)};
  Series marks{Series::Kind::kMarks, "run", 0, {}};
  for (std::size_t i = 0; i < group.strips.size(); ++i) {
    const SpreadStrip& strip = group.strips[i];
    const double y = strips - 1 - static_cast<double>(i);  // the first is at the top
    panel.y_names.push_back({short_label(strip.name, kLongestStrip), y});
    const std::vector<double> places = stacked_places(strip.values, (panel.x.high - panel.x.low) / kMarks);
    for (std::size_t k = 0; k < strip.values.size(); ++k) {
      marks.points.push_back({strip.values[k].value, y + places[k]});
      marks.tips.push_back(strip.values[k].tip);
    }
    if (!std::isfinite(strip.mean)) continue;
    const std::string tip = mean_tip(strip);
    const double below = y + kIntervalPlace;
    add_part(intervals, {strip.mean, below - kMeanHeight}, {strip.mean, below + kMeanHeight}, tip);
    if (std::isfinite(strip.interval.low) && std::isfinite(strip.interval.high))
      add_part(intervals, {strip.interval.low, below}, {strip.interval.high, below}, tip);
  }
  panel.series = {std::move(marks), std::move(intervals)};
  return panel;
}

std::vector<Panel> spread_panels(const PicturedSpread& spread) {
  std::vector<Panel> panels;
  for (const SpreadGroup& group : spread.groups) panels.push_back(spread_panel(group));
  return panels;
}

}  // namespace nntrain
