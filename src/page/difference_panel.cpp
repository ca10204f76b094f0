#include "page/difference_panel.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostMetrics = 20;

/// Whether a metric has no unit and no range of its own: it is a share, or like one.
bool is_share(std::string_view metric) {
  constexpr auto others = std::to_array<std::string_view>(
      {"loss", "mse", "rmse", "mae", "log_loss", "pinball", "coverage_width"});
  return std::find(others.begin(), others.end(), metric) == others.end();
}

/// A difference with its interval, both times `scale`.
struct DrawnDifference {
  std::string metric;
  double value;
  Bounds interval;
};

std::optional<DrawnDifference> drawn_difference(const std::string& metric, const Json& one,
                                                bool is_relative) {
  const std::optional<Json> difference = one.find("difference");
  const std::optional<Json> a = one.find("a");
  if (!difference || !difference->is_number() || !a || !a->is_number()) return {};
  if (is_relative && !(a->number() > 0)) return {};
  const double scale = is_relative ? 100 / a->number() : 1;
  const double value = difference->number() * scale;
  const std::optional<Json> low = one.find("low");
  const std::optional<Json> high = one.find("high");
  const bool has_interval = low && high && low->is_number() && high->is_number();
  return DrawnDifference{
      metric, value,
      has_interval ? Bounds{low->number() * scale, high->number() * scale} : Bounds{value, value}};
}

std::string tip_of(const DrawnDifference& one, const char* unit) {
  const std::string value = fmt::format("{}: {:+.4g}{}", one.metric, one.value, unit);
  if (one.interval.low == one.interval.high) return value;
  return fmt::format("{}\n95 % interval {:+.4g} to {:+.4g}{}", value, one.interval.low, one.interval.high,
                     unit);
}

}  // namespace

std::optional<Panel> difference_panel(const Json& comparison) {
  const bool is_relative = !is_share(comparison["decided_by"].text());
  std::vector<DrawnDifference> drawn;
  for (const auto& [metric, one] : comparison["metrics"].members()) {
    if (!is_relative && !is_share(metric)) continue;
    if (std::optional<DrawnDifference> found = drawn_difference(metric, one, is_relative);
        found && drawn.size() < kMostMetrics)
      drawn.push_back(*std::move(found));
  }
  if (drawn.empty()) return {};
  Panel panel{"B - A, with 95 % intervals", is_relative ? "difference in % of A" : "difference", ""};
  panel.y = {-0.6, static_cast<double>(drawn.size()) - 0.4};
  Series bars{Series::Kind::kSideBars, "", 0, {}};
  std::vector<double> ends = {0};
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const DrawnDifference& one = drawn[i];
    const auto y = static_cast<double>(drawn.size() - 1 - i);  // the one that decides is at the top
    std::string name = one.metric;
    std::replace(name.begin(), name.end(), '_', ' ');
    panel.y_names.push_back({printable(name, 24), y});
    bars.points.push_back({one.value, y});
    bars.bars.push_back(one.interval);
    bars.tips.push_back(tip_of(one, is_relative ? " %" : ""));
    ends.insert(ends.end(), {one.value, one.interval.low, one.interval.high});
  }
  panel.x = bounds_of(ends);
  Series zero{Series::Kind::kDashes, "", 1, {{0, panel.y.low}, {0, panel.y.high}}};
  panel.series = {std::move(bars), std::move(zero)};
  return panel;
}

}  // namespace nntrain
