#include "plot/score_panels.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/class_output.hpp"
#include "metrics/curves.hpp"
#include "metrics/measure.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"
#include "report/importance_report.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostCurvePoints = 500;
constexpr std::size_t kBins = 10;
constexpr std::size_t kLongestName = 12;    // characters of a class beside the confusion matrix
constexpr std::size_t kLongestColumn = 18;  // characters of a column beside its bar
constexpr Bounds kShares = {0, 1};

std::size_t class_of(const SplitResult& result, std::size_t row) {
  return static_cast<std::size_t>(result.split.truth.at(row, 0));
}

std::vector<ScoredRow> scored(const SplitResult& result, const BlockMatrix& scores, std::size_t column,
                              std::size_t event) {
  std::vector<ScoredRow> rows;
  for (std::size_t row = 0; row < scores.rows(); ++row) {
    rows.push_back({scores.at(row, column), class_of(result, row) == event});
  }
  return rows;
}

Series diagonal(const std::string& label, Bounds bounds) {
  return {Series::Kind::kDashes, label, kGrey, {{bounds.low, bounds.low}, {bounds.high, bounds.high}}};
}

}  // namespace

Panel roc_panel(const Model& model, const SplitResult& result, const std::vector<std::size_t>& styles) {
  Panel panel{"ROC curve, " + result.split.name + " rows", "false positive rate", "true positive rate"};
  panel.x = panel.y = kShares;
  panel.is_square = true;
  const bool is_probable = are_probabilities(model.network);
  const BlockMatrix probabilities = is_probable ? class_probabilities(result.outputs) : BlockMatrix();
  const BlockMatrix& scores = is_probable ? probabilities : result.outputs;
  const std::vector<std::string>& labels = result.measures.labels;
  for (std::size_t c = labels.size() == 2 ? 1 : 0; c < labels.size(); ++c) {
    if (styles[c] == kGrey) continue;
    const std::size_t column = scores.columns() == 1 ? 0 : c;
    const std::vector<RocPoint> curve = roc_curve(scored(result, scores, column, c));
    if (curve.empty()) continue;
    Series series{Series::Kind::kLine,
                  fmt::format("{} (area {})", short_label(labels[c]), share_text(area_under(curve))),
                  labels.size() == 2 ? 0 : styles[c],
                  {}};
    for (const std::size_t k : evenly_of(curve.size(), kMostCurvePoints))
      series.points.push_back({curve[k].false_positive_rate, curve[k].true_positive_rate});
    panel.series.push_back(std::move(series));
  }
  if (labels.size() > kStyles) panel.caption = fmt::format("the {} largest classes", kStyles);
  if (panel.series.empty()) panel.caption = "no curve: it needs rows inside and outside the class";
  panel.series.push_back(diagonal("chance", kShares));
  return panel;
}

Panel calibration_panel(const SplitResult& result) {
  const std::vector<std::string>& labels = result.measures.labels;
  const BlockMatrix probabilities = class_probabilities(result.outputs);
  const bool is_two = labels.size() == 2;
  std::vector<ScoredRow> rows;
  if (is_two) {
    rows = scored(result, probabilities, 1, 1);
  } else {
    for (std::size_t row = 0; row < probabilities.rows(); ++row) {
      const std::size_t said = predicted_class(result.outputs, row, {});  // a threshold is of two
      rows.push_back({probabilities.at(row, said), said == class_of(result, row)});
    }
  }
  Panel panel{"calibration, " + result.split.name + " rows",
              is_two ? fmt::format("probability of {}", short_label(labels[1]))
                     : std::string("predicted probability"),
              "observed share"};
  panel.x = panel.y = kShares;
  panel.is_square = true;
  Series series{Series::Kind::kBars, "tenths, 95% CI", 0, {}};
  for (const CalibrationBin& bin : calibration(rows, kBins)) {
    const Interval interval = wilson_interval(bin.events, bin.rows);
    series.points.push_back({bin.mean, static_cast<double>(bin.events) / static_cast<double>(bin.rows)});
    series.bars.push_back({interval.low, interval.high});
  }
  panel.series = {diagonal("perfect", kShares), std::move(series)};
  return panel;
}

Panel confusion_panel(const SplitResult& result) {
  Panel panel{"confusion matrix, " + result.split.name + " rows", "predicted", "actual"};
  const std::vector<std::string>& labels = result.measures.labels;
  const std::size_t classes = labels.size();
  panel.x = panel.y = {-0.5, static_cast<double>(classes) - 0.5};
  panel.is_square = true;
  for (std::size_t actual = 0; actual < classes; ++actual) {
    const auto x = static_cast<double>(actual);
    const double y = static_cast<double>(classes - 1) - x;  // the first class is at the top
    panel.x_names.push_back({short_label(labels[actual], kLongestName), x});
    panel.y_names.push_back({short_label(labels[actual], kLongestName), y});
    const auto rows = static_cast<double>(std::max<std::size_t>(result.measures.classes[actual].rows, 1));
    for (std::size_t predicted = 0; predicted < classes; ++predicted) {
      const std::size_t count = result.measures.confusion.at(actual, predicted);
      const double share = static_cast<double>(count) / rows;
      panel.cells.push_back(
          {static_cast<double>(predicted), y, {colour_of(0), share}, fmt::format("{}", count)});
    }
  }
  panel.caption = "color: share of the actual class";
  return panel;
}

Panel fit_panel(const Model& model, const SplitResult& result) {
  const std::string target = short_label(model.target.name);
  Panel panel{"prediction, " + result.split.name + " rows", target, "predicted " + target};
  panel.is_square = true;
  Series series{Series::Kind::kMarks, "row", 0, {}};
  std::vector<double> all;
  for (const std::size_t row : rows_drawn(result.outputs.rows())) {
    series.points.push_back({result.split.truth.at(row, 0), result.outputs.at(row, 0)});
    all.push_back(series.points.back().x);
    all.push_back(series.points.back().y);
  }
  panel.x = panel.y = bounds_of(all);
  panel.caption = rows_left_out(result.outputs.rows(), result.split.name);
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
