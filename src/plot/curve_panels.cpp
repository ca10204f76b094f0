#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "math/elementary.hpp"
#include "plot/score_panels.hpp"
#include "plot/style.hpp"

namespace nntrain {
namespace {

constexpr std::uint8_t kBothParts = 3;
constexpr const char* kParts[] = {"train", "validation"};

/// With a ratio of the largest to the least value above this, a logarithmic scale shows more.
constexpr double kWideRange = 100;

/// Curves that are nowhere farther apart than this share of the axis are drawn as one line.
constexpr double kOneLine = 0.002;

/// What the reader must know of losses that were sums: "sse divided by 1097 train and 275 validation rows".
std::string loss_caption(const PicturedHistory& history) {
  if (!history.loss || !is_sum(history.loss->kind) || history.points.empty()) return "";
  const HistoryPoint& last = history.points.back();
  if (!(last.train.total_weight > 0)) return "";
  const char* const unit = history.is_weighted ? "weights of rows" : "rows";
  std::string text =
      fmt::format("{} divided by {:.10g} train", name_of(*history.loss), last.train.total_weight);
  if (last.validation) text += fmt::format(" and {:.10g} validation", last.validation->total_weight);
  return fmt::format("{} {}", text, unit);
}

/// The curve of a part: its finite values, each with a tip.
template <typename ValueOf>
Series curve(const History& points, std::size_t part, const ValueOf& value_of) {
  Series series{Series::Kind::kLine, kParts[part], part, {}};
  for (const HistoryPoint& point : points) {
    if (part == 1 && !point.validation) continue;
    const double y = value_of(part == 1 ? *point.validation : point.train);
    if (!std::isfinite(y)) continue;
    series.points.push_back({static_cast<double>(point.iteration), y});
    series.tips.push_back(fmt::format("iteration {}: {} {:.6g}", point.iteration, kParts[part], y));
  }
  return series;
}

/// How far a point is from the lower end of the axis, as a share of its length.
double height_of(const Panel& panel, const Point& point) {
  const Bounds y = panel.y;
  return panel.is_log ? log(point.y / y.low) / log(y.high / y.low) : (point.y - y.low) / (y.high - y.low);
}

/// Tells in the legend that the last curve of two hides the first one.
void tell_hidden(Panel& panel) {
  if (panel.series.size() != 2 || panel.series[0].points.size() != panel.series[1].points.size()) return;
  bool are_equal = true;
  double farthest = 0;
  for (std::size_t i = 0; i < panel.series[0].points.size(); ++i) {
    const Point& a = panel.series[0].points[i];
    const Point& b = panel.series[1].points[i];
    if (a.x != b.x) return;
    are_equal = are_equal && a.y == b.y;
    farthest = std::max(farthest, std::abs(height_of(panel, a) - height_of(panel, b)));
  }
  if (are_equal) {
    panel.series[1].label += " (same as train)";
  } else if (farthest <= kOneLine) {
    panel.series[1].label += " (close to train)";
  }
}

/// The curves of these parts (bit 0: train, bit 1: validation) over the iterations.
template <typename ValueOf>
Panel curves_panel(const PicturedHistory& history, const std::string& title, const std::string& y_label,
                   std::uint8_t parts, const ValueOf& value_of) {
  Panel panel{title, "iteration", y_label};
  if (history.start > 0) panel.caption = fmt::format("start {}", history.start);
  if (history.networks > 1) {
    panel.caption += fmt::format("{}network 1 of {}", panel.caption.empty() ? "" : "; ", history.networks);
  }
  std::vector<Point> all;
  for (const std::size_t part : {0U, 1U}) {
    if ((parts >> part & 1U) == 0) continue;
    Series series = curve(history.points, part, value_of);
    all.insert(all.end(), series.points.begin(), series.points.end());
    if (!series.points.empty()) panel.series.push_back(std::move(series));
  }
  const double last = history.points.empty() ? 1 : static_cast<double>(history.points.back().iteration);
  const double first = history.points.empty() ? 0 : static_cast<double>(history.points.front().iteration);
  panel.x = {first, std::max(last, first + 1)};
  panel.y = y_bounds(all);
  panel.counts_x = true;
  return panel;
}

/// Adds the iteration whose weights were restored. After the range of y is known.
void add_restored(Panel& panel, const PicturedHistory& history) {
  if (!history.best_iteration) return;
  const auto x = static_cast<double>(*history.best_iteration);
  panel.series.push_back({Series::Kind::kDashes,
                          fmt::format("restored weights ({})", *history.best_iteration),
                          kGrey,
                          {{x, panel.y.low}, {x, panel.y.high}}});
}

/// Makes y logarithmic if all values are above 0 and differ much. A loss that is never below 0 starts there.
void scale_losses(Panel& panel) {
  std::vector<double> all;
  for (const Series& series : panel.series) {
    for (const Point& point : series.points) all.push_back(point.y);
  }
  if (all.empty()) return;
  const auto [least, most] = std::minmax_element(all.begin(), all.end());
  panel.is_log = *least > 0 && *most > kWideRange * *least;
  if (panel.is_log) {
    panel.y = {*least / 1.2, *most * 1.2};
  } else if (*least >= 0 && panel.y.low < 0) {
    panel.y.low = 0;
  }
}

Panel losses(const PicturedHistory& history, const std::string& title, std::uint8_t parts) {
  const auto value_of = [&history](const HistoryValues& values) {
    return history.loss ? loss_per_row(*history.loss, values.loss, values.total_weight) : values.loss;
  };
  const std::string axis = history.loss
                               ? loss_name_per_row(*history.loss, history.is_weighted, history.is_scaled)
                               : "loss, as in the log";
  Panel panel = curves_panel(history, title, axis, parts, value_of);
  scale_losses(panel);
  tell_hidden(panel);
  add_restored(panel, history);
  return panel;
}

/// Makes room for the share of the largest class, if the curves then have a third of the axis, at least.
/// Returns whether it did.
bool show_majority(Panel& panel, double majority) {
  constexpr double kLeastOfAxis = 1.0 / 3;
  std::vector<double> all = {majority};
  for (const Series& series : panel.series) {
    for (const Point& point : series.points) all.push_back(point.y);
  }
  const Bounds wide = bounds_of(all);
  if (panel.y.high - panel.y.low < kLeastOfAxis * (wide.high - wide.low)) return false;
  panel.y = {std::min(wide.low, panel.y.low), std::max(wide.high, panel.y.high)};
  return true;
}

/// Adds to a caption.
void add_to(std::string& caption, const std::string& text) {
  if (!text.empty()) caption += (caption.empty() ? "" : "; ") + text;
}

}  // namespace

std::vector<Panel> loss_panels(const PicturedHistory& history) {
  const bool has_validation =
      std::any_of(history.points.begin(), history.points.end(),
                  [](const HistoryPoint& point) { return point.validation.has_value(); });
  if (history.loss || !has_validation) {
    std::vector<Panel> panels = {losses(history, "loss", kBothParts)};
    add_to(panels.front().caption, loss_caption(history));
    return panels;
  }
  std::vector<Panel> panels = {losses(history, "loss of the train rows", 1),
                               losses(history, "loss of the validation rows", 2)};
  for (Panel& panel : panels) panel.is_stacked = true;
  add_to(panels.back().caption,
         "a log does not tell whether its losses are sums, so each part has an axis of its own");
  return panels;
}

Panel accuracy_panel(const PicturedHistory& history) {
  Panel panel = curves_panel(history, "accuracy", "accuracy", kBothParts,
                             [](const HistoryValues& values) { return values.accuracy; });
  const bool has_line = history.majority && show_majority(panel, *history.majority);
  panel.y = {std::max(panel.y.low, 0.0), std::min(panel.y.high, 1.0)};  // a share
  tell_hidden(panel);
  if (history.majority && !has_line)
    add_to(panel.caption, fmt::format("largest class: {}", share_text(*history.majority)));
  if (has_line) {
    panel.series.push_back({Series::Kind::kDashes,
                            fmt::format("share of the largest class ({})", share_text(*history.majority)),
                            kGrey,
                            {{panel.x.low, *history.majority}, {panel.x.high, *history.majority}}});
  }
  add_restored(panel, history);
  return panel;
}

bool has_accuracy(const PicturedHistory& history) {
  return std::any_of(history.points.begin(), history.points.end(),
                     [](const HistoryPoint& point) { return !std::isnan(point.train.accuracy); });
}

}  // namespace nntrain
