#include "page/difference_panel.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"
#include "page/json_html.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostMetrics = 20;

/// Whether a metric has no unit, and is at most 1: a share, or like one.
bool is_share(std::string_view metric) {
  return range_of(metric).high <= 1;
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
  std::string value = fmt::format("{}: {:+.4g}{}", one.metric, one.value, unit);
  if (one.interval.low == one.interval.high) return value;
  return fmt::format("{}\n95 % interval {:+.4g} to {:+.4g}{}", value, one.interval.low, one.interval.high,
                     unit);
}

/// Which metrics of `count` are not drawn, and why; "" if all are.
std::string caption_of_differences(const std::vector<std::string>& of_other_scale, std::size_t count) {
  std::string text;
  if (count > kMostMetrics) text = fmt::format("the first {} of {} metrics", kMostMetrics, count);
  if (of_other_scale.empty()) return text;
  return fmt::format("{}{}without {}, which {} no share", text, text.empty() ? "" : "; ",
                     join(of_other_scale, ", ", 80), of_other_scale.size() == 1 ? "is" : "are");
}

}  // namespace

std::optional<Panel> difference_panel(const Json& comparison) {
  const bool is_relative = !is_share(comparison["decided_by"].text());
  std::vector<DrawnDifference> drawn;
  std::vector<std::string> left_out;
  for (const auto& [metric, one] : comparison["metrics"].members()) {
    std::optional<DrawnDifference> found = drawn_difference(metric, one, is_relative);
    if (!found) continue;
    is_relative || is_share(metric) ? drawn.push_back(*std::move(found))
                                    : left_out.push_back(in_words(metric));
  }
  if (drawn.empty()) return {};
  Panel panel{"B - A", is_relative ? "difference in % of A" : "difference", "",
              caption_of_differences(left_out, drawn.size())};
  drawn.resize(std::min(drawn.size(), kMostMetrics));
  panel.y = {-0.6, static_cast<double>(drawn.size()) - 0.4};
  Series bars{Series::Kind::kSideBars, "", 0, {}};
  std::vector<double> ends = {0};
  bool has_interval = false;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const DrawnDifference& one = drawn[i];
    const auto y = static_cast<double>(drawn.size() - 1 - i);  // the one that decides is at the top
    panel.y_names.push_back({printable(in_words(one.metric), 24), y});
    bars.points.push_back({one.value, y});
    bars.bars.push_back(one.interval);
    bars.tips.push_back(tip_of(one, is_relative ? " %" : ""));
    ends.insert(ends.end(), {one.value, one.interval.low, one.interval.high});
    has_interval |= one.interval.low < one.interval.high;
  }
  if (has_interval) panel.title += ", with 95 % intervals";
  panel.x = bounds_of(ends);
  Series zero{Series::Kind::kDashes, "", 1, {{0, panel.y.low}, {0, panel.y.high}}};
  panel.series = {std::move(bars), std::move(zero)};
  return panel;
}

}  // namespace nntrain
