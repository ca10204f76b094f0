#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "base/text.hpp"
#include "math/elementary.hpp"
#include "plot/style.hpp"
#include "plot/svg_colours.hpp"
#include "plot/sweep_panels.hpp"
#include "plot/swept_scale.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostParallel = 500;     // lines
constexpr std::size_t kMostParallelAxes = 12;  // without the metric
constexpr std::size_t kMostAxisTexts = 8;
constexpr std::size_t kRankColours = 10;

/// The range of the metric, from the bottom to the top of its axis.
struct MetricScale {
  double low;
  double high;
  bool is_log;

  double share_of(double value) const {
    if (!(high > low)) return 0.5;
    return is_log ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low);
  }
  double value_at(double share) const {
    return is_log ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low);
  }
};

MetricScale metric_scale(const PicturedSweep& sweep) {
  constexpr double kWideMetric = 100;
  double low = sweep.points.front().mean;
  double high = low;
  for (const SweptPoint& point : sweep.points) {
    low = std::min(low, point.mean);
    high = std::max(high, point.mean);
  }
  return {low, high, low > 0 && high > kWideMetric * low};
}

/// How far lines through the same value are spread, better ones above, so that they can be told apart.
double spread_at(const SweptScale& scale) {
  constexpr double kWidestSpread = 0.08;
  double least = 1;
  for (std::size_t i = 1; i < scale.values.size(); ++i)
    least = std::min(least, scale.share_of(scale.values[i]) - scale.share_of(scale.values[i - 1]));
  return std::min(kWidestSpread, least / 2);
}

/// The line of a candidate, and a point that ends it. `rank`: as a share, 1 is the best.
void add_candidate(Series& series, const SweptPoint& point, double rank,
                   const std::vector<SweptScale>& scales, const MetricScale& metric) {
  for (std::size_t axis = 0; axis < scales.size(); ++axis)
    series.points.push_back({static_cast<double>(axis), scales[axis].share_of(point.settings[axis]) +
                                                            (rank - 0.5) * spread_at(scales[axis])});
  series.points.push_back({static_cast<double>(scales.size()), metric.share_of(point.mean)});
  constexpr double kEnd = std::numeric_limits<double>::quiet_NaN();
  series.points.push_back({kEnd, kEnd});
}

/// How many characters fit between two axes of so many, besides that of the metric.
std::size_t room_for_texts(std::size_t axes) {
  constexpr std::size_t kLineWidth = 66;
  constexpr std::size_t kLeast = 8;
  return std::clamp<std::size_t>(kLineWidth / (axes + 1), kLeast, 20);
}

/// The values of an axis that are written beside it, from the bottom to the top: none lies over another.
std::vector<std::size_t> written_values(const SweptScale& scale) {
  constexpr double kTextHeight = 0.05;
  std::vector<std::size_t> kept;
  for (const std::size_t i : evenly_of(scale.values.size(), kMostAxisTexts)) {
    const bool is_free =
        kept.empty() ||
        scale.share_of(scale.values[i]) - scale.share_of(scale.values[kept.back()]) >= kTextHeight;
    if (is_free) kept.push_back(i);
  }
  return kept;
}

/// The range of x: with room for the name of the first axis, which is turned and ends below it, and for the
/// numbers of the last one.
Bounds parallel_bounds(std::size_t axes, const std::string& first_name) {
  constexpr double kNameShare = 0.011;  // of the width, for each character
  constexpr double kNumberShare = 0.11;
  const auto last = static_cast<double>(axes);
  const double left = std::max(0.02, kNameShare * static_cast<double>(first_name.size()) - 0.04);
  const double width = last / (1 - left - kNumberShare);
  return {-left * width, last + kNumberShare * width};
}

/// The best candidates, which are drawn, in their order.
std::vector<std::size_t> drawn_candidates(const std::vector<double>& shares, const PicturedSweep& sweep) {
  std::vector<std::size_t> drawn(shares.size());
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  // ties: in the order of their runs
  std::stable_sort(drawn.begin(), drawn.end(), [&](std::size_t a, std::size_t b) {
    if (sweep.points[a].is_best != sweep.points[b].is_best) return sweep.points[a].is_best;
    return shares[a] > shares[b];
  });
  drawn.resize(std::min(drawn.size(), kMostParallel));
  std::sort(drawn.begin(), drawn.end());  // ties: none
  return drawn;
}

/// The vertical lines, with some of their values.
void add_axes(Panel& panel, const PicturedSweep& sweep, const std::vector<SweptScale>& scales,
              const MetricScale& metric) {
  for (std::size_t axis = 0; axis <= scales.size(); ++axis) {
    const auto x = static_cast<double>(axis);
    panel.series.push_back({Series::Kind::kLine, "", kGrey, {{x, 0}, {x, 1}}});
    panel.x_names.push_back({axis == scales.size() ? sweep.metric : short_label(sweep.axes[axis], 16), x});
    if (axis == scales.size()) break;
    const std::vector<std::string>& values = scales[axis].values;
    for (const std::size_t i : written_values(scales[axis])) {
      const std::string text =
          values[i].empty() ? "-" : short_label(values[i], room_for_texts(scales.size()));
      panel.texts.push_back({{x, scales[axis].share_of(values[i])}, text, PlacedText::Anchor::kLeft, true});
    }
  }
  const auto last = static_cast<double>(scales.size());
  for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    if (metric.high > metric.low || share == 0.5)
      panel.texts.push_back(
          {{last, share}, fmt::format("{:.4g}", metric.value_at(share)), PlacedText::Anchor::kLeft, true});
  }
}

}  // namespace

std::string why_no_parallel(const PicturedSweep& sweep) {
  if (sweep.axes.size() < 2) return "the sweep has one axis: lines show it";
  if (sweep.axes.size() > kMostParallelAxes)
    return fmt::format("the sweep has {} axes, and at most {} can be drawn", sweep.axes.size(),
                       kMostParallelAxes);
  return "";
}

Panel parallel_panel(const PicturedSweep& sweep) {
  Panel panel{fmt::format("{} by {} axes", sweep.metric, sweep.axes.size()), "", ""};
  std::vector<SweptScale> scales;
  for (std::size_t axis = 0; axis < sweep.axes.size(); ++axis) scales.push_back(scale_of(sweep, axis));
  const MetricScale metric = metric_scale(sweep);
  add_axes(panel, sweep, scales, metric);
  const std::vector<double> shares = rank_shares(sweep);
  std::array<Series, kRankColours> series;
  for (std::size_t i = 0; i < kRankColours; ++i) {
    series[i] = {Series::Kind::kThinLine, "", kGrey, {}};
    const double share = 1 - (static_cast<double>(i) + 0.5) / kRankColours;
    series[i].colour = visible_scale_colour(share, kLightPalette);
    series[i].dark_colour = visible_scale_colour(share, kDarkPalette);
  }
  series.front().label = "worst tenth";
  series.back().label = "best tenth";
  std::vector<Series> best;
  for (const std::size_t i : drawn_candidates(shares, sweep)) {
    const auto colour = std::min(kRankColours - 1, static_cast<std::size_t>(shares[i] * kRankColours));
    add_candidate(series[colour], sweep.points[i], shares[i], scales, metric);
    if (!sweep.points[i].is_best) continue;
    best.push_back({Series::Kind::kLine, "best", 1, {}});
    best.back().is_solid = true;
    add_candidate(best.back(), sweep.points[i], shares[i], scales, metric);
  }
  for (Series& one : series) {
    if (!one.points.empty()) panel.series.push_back(std::move(one));
  }
  panel.series.insert(panel.series.end(), best.begin(), best.end());
  panel.x = parallel_bounds(scales.size(), panel.x_names.front().name);
  panel.y = {-0.06, 1.06};
  panel.y_names = {{"", -1}};  // no numbers
  panel.caption = "color: rank, the darker the better";
  if (sweep.points.size() > kMostParallel)
    panel.caption +=
        fmt::format("; the best {} of {}", kMostParallel, counted(sweep.points.size(), "candidate"));
  panel.caption += swept_out(sweep);
  return panel;
}

}  // namespace nntrain
