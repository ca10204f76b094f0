#include "plot/curve_panels.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/style.hpp"

namespace nntrain {
namespace {

using Value = double HistoryValues::*;

/// Where the largest is so many times the least a logarithmic scale shows more.
constexpr double kWideRange = 100;
constexpr Bounds kShares = {-0.02, 1.02};  // from 0 to 1, and a little further apart

Series curve(const History& points, Value value, bool is_validation) {
  Series series{Series::Kind::kLine, is_validation ? "validation" : "train", is_validation ? 1U : 0U, {}};
  for (const HistoryPoint& point : points) {
    if (is_validation && !point.validation) continue;
    const double y = (is_validation ? *point.validation : point.train).*value;
    if (std::isfinite(y)) series.points.push_back({static_cast<double>(point.iteration), y});
  }
  return series;
}

Panel curve_panel(const PicturedHistory& history, Value value, const std::string& name) {
  Panel panel{name, "iteration", name};
  if (history.start > 0) panel.caption = fmt::format("start {}", history.start);
  std::vector<Point> all;
  for (const bool is_validation : {false, true}) {
    Series series = curve(history.points, value, is_validation);
    all.insert(all.end(), series.points.begin(), series.points.end());
    if (!series.points.empty()) panel.series.push_back(std::move(series));
  }
  const double last = history.points.empty() ? 1 : static_cast<double>(history.points.back().iteration);
  const double first = history.points.empty() ? 0 : static_cast<double>(history.points.front().iteration);
  panel.x = {first, std::max(last, first + 1)};
  panel.y = y_bounds(all);
  if (value == &HistoryValues::accuracy)  // a share
    panel.y = {std::max(panel.y.low, kShares.low), std::min(panel.y.high, kShares.high)};
  const auto by_y = [](const Point& a, const Point& b) { return a.y < b.y; };
  if (value == &HistoryValues::loss && !all.empty()) {
    const double least = std::min_element(all.begin(), all.end(), by_y)->y;
    const double most = std::max_element(all.begin(), all.end(), by_y)->y;
    panel.is_log = least > 0 && most > kWideRange * least;
    if (panel.is_log) panel.y = {least / 1.2, most * 1.2};
  }
  if (history.best_iteration > 0) {
    const auto x = static_cast<double>(history.best_iteration);
    panel.series.push_back(
        {Series::Kind::kDashes, "weights taken", kGrey, {{x, panel.y.low}, {x, panel.y.high}}});
  }
  return panel;
}

}  // namespace

Panel loss_panel(const PicturedHistory& history) {
  return curve_panel(history, &HistoryValues::loss, "loss");
}

Panel accuracy_panel(const PicturedHistory& history) {
  return curve_panel(history, &HistoryValues::accuracy, "accuracy");
}

bool has_accuracy(const PicturedHistory& history) {
  return std::any_of(history.points.begin(), history.points.end(),
                     [](const HistoryPoint& point) { return !std::isnan(point.train.accuracy); });
}

}  // namespace nntrain
