#include "plot/score_panels.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"
#include "report/importance_report.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLongestColumn = 18;  // characters of a column beside its bar

/// "row 17", by its number in the file.
std::string row_text(const Split& split, std::size_t row) {
  return row < split.rows.size() ? fmt::format("row {}", split.rows[row]) : "row";
}

/// "rmse 0.951, r2 0.7788", and how many rows are drawn if not all are.
std::string fit_caption(const SplitResult& result, std::size_t most) {
  std::vector<std::string> parts;
  for (const char* const name : {"rmse", "r2"}) {
    const std::optional<double> value = find_metric(result.measures, name);
    if (value && std::isfinite(*value)) parts.push_back(fmt::format("{} {:.4g}", name, *value));
  }
  const std::string left_out = rows_left_out(result.outputs.rows(), result.split.name, most);
  if (!left_out.empty()) parts.push_back(left_out);
  return join(parts);
}

Series diagonal(const std::string& label, Bounds bounds) {
  return {Series::Kind::kDashes, label, kGrey, {{bounds.low, bounds.low}, {bounds.high, bounds.high}}};
}

}  // namespace

Panel confusion_panel(const SplitResult& result) {
  Panel panel{"confusion matrix, " + result.split.name + " rows", "predicted", "actual"};
  const std::vector<std::string>& labels = result.measures.labels;
  const std::size_t classes = labels.size();
  panel.x = panel.y = {-0.5, static_cast<double>(classes) - 0.5};
  panel.is_square = true;
  for (std::size_t actual = 0; actual < classes; ++actual) {
    const auto x = static_cast<double>(actual);
    const double y = static_cast<double>(classes - 1) - x;  // the first class is at the top
    panel.x_names.push_back({short_label(labels[actual]), x});
    panel.y_names.push_back({short_label(labels[actual]), y});
    const auto rows = static_cast<double>(std::max<std::size_t>(result.measures.classes[actual].rows, 1));
    for (std::size_t predicted = 0; predicted < classes; ++predicted) {
      const std::size_t count = result.measures.confusion.at(actual, predicted);
      const double share = static_cast<double>(count) / rows;
      panel.cells.push_back(
          {static_cast<double>(predicted),
           y,
           {colour_of(0), share},
           fmt::format("{}", count),
           fmt::format("actual {}, predicted {}: {}, {:.3g} % of the class", short_label(labels[actual]),
                       short_label(labels[predicted]), counted(count, "row"), 100 * share)});
    }
  }
  panel.caption = "color: share of the actual class";
  return panel;
}

Panel fit_panel(const Model& model, const SplitResult& result, std::size_t most) {
  const std::string target = short_label(model.target.name);
  Panel panel{"prediction, " + result.split.name + " rows", target, "predicted " + target};
  panel.is_square = true;
  Series series{Series::Kind::kMarks, "rows", 0, {}};
  std::vector<double> all;
  for (const std::size_t row : rows_drawn(result.outputs.rows(), most)) {
    series.points.push_back({result.split.truth.at(row, 0), result.outputs.at(row, 0)});
    all.push_back(series.points.back().x);
    all.push_back(series.points.back().y);
    series.tips.push_back(fmt::format("{}: {} {:.6g}, predicted {:.6g}", row_text(result.split, row), target,
                                      series.points.back().x, series.points.back().y));
  }
  panel.x = panel.y = bounds_of(all);
  panel.caption = fit_caption(result, most);
  panel.series = {std::move(series), diagonal("perfect", panel.x)};
  return panel;
}

Panel importance_panel(const Importance& importance, const std::string& part) {
  constexpr std::size_t kMostColumns = 20;
  Panel panel{"importance, " + part + " rows", importance_heading(importance), ""};
  const std::size_t shown = std::min(importance.features.size(), kMostColumns);
  panel.y = {-0.6, static_cast<double>(shown) - 0.4};
  Series series{Series::Kind::kSideBars, "", 0, {}};
  std::vector<double> ends = {0};
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& [name, spread] = importance.features[i];
    const auto y = static_cast<double>(shown - 1 - i);  // the first is at the top
    panel.y_names.push_back({short_label(name, kLongestColumn), y});
    if (!std::isfinite(spread.mean)) continue;
    const bool has_interval = std::isfinite(spread.interval.low) && std::isfinite(spread.interval.high);
    series.points.push_back({spread.mean, y});
    series.bars.push_back(has_interval ? Bounds{spread.interval.low, spread.interval.high}
                                       : Bounds{spread.mean, spread.mean});
    ends.insert(ends.end(), {spread.mean, series.bars.back().low, series.bars.back().high});
    series.tips.push_back(has_interval ? fmt::format("{}: {:.4g}, 95% CI {:.4g} to {:.4g}", short_label(name),
                                                     spread.mean, spread.interval.low, spread.interval.high)
                                       : fmt::format("{}: {:.4g}", short_label(name), spread.mean));
  }
  panel.x = bounds_of(ends);
  panel.caption = fmt::format("mean of {}", counted(importance.shuffles, "shuffle"));
  if (importance.shuffles > 1) panel.caption += ", 95% CI";
  if (shown < importance.features.size())
    panel.caption += fmt::format("; {} more", counted(importance.features.size() - shown, "column"));
  panel.series = {std::move(series)};
  return panel;
}

}  // namespace nntrain
