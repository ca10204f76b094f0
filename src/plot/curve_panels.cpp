#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "base/numbers.hpp"
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

/// The loss per row if it is a sum and the rows are known, else as it is.
double per_row(const PicturedHistory& history, const HistoryValues& values) {
  const bool is_divided = history.loss && is_sum(history.loss->kind) && values.total_weight > 0;
  return is_divided ? values.loss / values.total_weight : values.loss;
}

/// What the axis of a loss has: "squared error per row".
std::string loss_axis(const PicturedHistory& history) {
  if (!history.loss) return "loss, as in the log";
  std::string what;
  switch (term_of(history.loss->kind)) {
    case LossTerm::kSquare:
      what = loss_slope(history.loss->kind) == 1 ? "half the squared error" : "squared error";
      break;
    case LossTerm::kLogarithm:
      what = "cross-entropy";
      break;
    case LossTerm::kAbsolute:
      what = "absolute error";
      break;
    case LossTerm::kHuber:
      what = fmt::format("Huber's loss (D = {})", shortest(history.loss->bend));
      break;
  }
  return fmt::format("{} per {}row{}", what, history.is_weighted ? "weighted " : "",
                     history.is_scaled ? ", scaled target" : "");
}

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

/// Tells in the legend that the last curve of two hides the first one.
void tell_hidden(Panel& panel) {
  if (panel.series.size() != 2 || panel.series[0].points.size() != panel.series[1].points.size()) return;
  double farthest = 0;
  for (std::size_t i = 0; i < panel.series[0].points.size(); ++i)
    farthest = std::max(farthest, std::abs(panel.series[0].points[i].y - panel.series[1].points[i].y));
  if (farthest == 0) {
    panel.series[1].label += " (same as train)";
  } else if (farthest <= kOneLine * (panel.y.high - panel.y.low)) {
    panel.series[1].label += " (close to train)";
  }
}

/// The curves of these parts (bit 0: train, bit 1: validation) over the iterations.
template <typename ValueOf>
Panel curves_panel(const PicturedHistory& history, const std::string& title, const std::string& y_label,
                   std::uint8_t parts, const ValueOf& value_of) {
  Panel panel{title, "iteration", y_label};
  if (history.start > 0) panel.caption = fmt::format("start {}", history.start);
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
  return panel;
}

/// Adds the iteration whose weights were restored. After the range of y is known.
void add_restored(Panel& panel, const PicturedHistory& history) {
  if (history.best_iteration == 0) return;
  const auto x = static_cast<double>(history.best_iteration);
  panel.series.push_back({Series::Kind::kDashes,
                          fmt::format("restored weights ({})", history.best_iteration),
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
  const auto value_of = [&history](const HistoryValues& values) { return per_row(history, values); };
  Panel panel = curves_panel(history, title, loss_axis(history), parts, value_of);
  scale_losses(panel);
  tell_hidden(panel);
  add_restored(panel, history);
  return panel;
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
  std::vector<double> shown = {panel.y.low, panel.y.high};
  if (history.majority) shown.push_back(*history.majority);
  const auto [low, high] = std::minmax_element(shown.begin(), shown.end());
  panel.y = {std::max(*low, 0.0), std::min(*high, 1.0)};  // a share
  tell_hidden(panel);
  if (history.majority) {
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
