#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/class_output.hpp"
#include "metrics/curves.hpp"
#include "metrics/measure.hpp"
#include "plot/score_panels.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostCurvePoints = 500;
constexpr std::size_t kBins = 10;
constexpr std::size_t kFewInBin = 5;     // fewer rows tell little
constexpr std::size_t kFewOfClass = 10;  // fewer rows make few steps of a curve
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

Series shares_diagonal(const std::string& label) {
  return {Series::Kind::kDashes, label, kGrey, {{0, 0}, {1, 1}}};
}

/// The points of a curve where it changes its direction: what is drawn of it.
std::vector<Point> corners_of(const std::vector<RocPoint>& curve) {
  std::vector<Point> corners;
  for (const RocPoint& one : curve) {
    const Point point{one.false_positive_rate, one.true_positive_rate};
    if (corners.size() > 1) {
      const Point& a = corners[corners.size() - 2];
      const Point& b = corners.back();
      const bool is_straight = (a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y);
      if (is_straight) corners.pop_back();
    }
    corners.push_back(point);
  }
  return corners;
}

/// A ROC curve with the area in its label. Adds its corners to `known`, and tells an earlier class with the
/// same ones.
Series roc_series(const std::vector<RocPoint>& curve, const std::string& name, std::size_t style,
                  std::vector<std::pair<std::string, std::vector<Point>>>& known) {
  const std::vector<Point> corners = corners_of(curve);
  const auto is_same = [&](const auto& other) {
    return std::equal(corners.begin(), corners.end(), other.second.begin(), other.second.end(),
                      [](const Point& a, const Point& b) { return a.x == b.x && a.y == b.y; });
  };
  const auto twin = std::find_if(known.begin(), known.end(), is_same);
  const std::string same = twin == known.end() ? "" : ", same as " + twin->first;
  Series series{Series::Kind::kLine,
                fmt::format("{} (area {}{})", name, share_text(area_under(curve)), same),
                style,
                {}};
  for (const std::size_t k : evenly_of(corners.size(), kMostCurvePoints)) {
    series.points.push_back(corners[k]);
    series.tips.push_back(
        fmt::format("{}: finds {:.4g}, false alarms {:.4g}", name, corners[k].y, corners[k].x));
  }
  known.emplace_back(name, corners);
  return series;
}

/// How many rows the curves rest on: of two classes the numbers, of more the classes with few rows.
std::string rows_of_curves(const SplitResult& result) {
  const std::vector<std::string>& labels = result.measures.labels;
  const std::vector<ClassMeasures>& classes = result.measures.classes;
  if (classes.size() != labels.size()) return "";
  if (labels.size() == 2) {
    return fmt::format("{} of {}, {} of {}", counted(classes[1].rows, "row"), short_label(labels[1]),
                       classes[0].rows, short_label(labels[0]));
  }
  std::vector<std::string> few;
  for (std::size_t c = 0; c < labels.size(); ++c) {
    if (classes[c].rows < kFewOfClass)
      few.push_back(fmt::format("{} {}", short_label(labels[c]), classes[c].rows));
  }
  return few.empty() ? "" : "few rows: " + join(few, ", ", 80);
}

/// "0.8 to 0.9: 37 rows, mean probability 0.862, share 0.865"
std::string bin_text(const CalibrationBin& bin, std::size_t tenth) {
  return fmt::format("{:.1f} to {:.1f}: {}, mean probability {:.3g}, share {:.3g}",
                     static_cast<double>(tenth) / kBins, static_cast<double>(tenth + 1) / kBins,
                     counted(bin.rows, "row"), bin.mean,
                     static_cast<double>(bin.events) / static_cast<double>(bin.rows));
}

/// The number of rows of a bin, above its interval in the left half and below it in the right half: there it
/// is off the diagonal and off the neighbors.
PlacedText bin_count(const CalibrationBin& bin, std::size_t tenth, const Interval& interval) {
  constexpr double kGap = 0.03;
  constexpr double kFromMiddle = 0.02;
  const double middle = (static_cast<double>(tenth) + 0.5) / kBins;
  const double x = std::clamp(bin.mean, middle - kFromMiddle, middle + kFromMiddle);
  const bool is_above = interval.high + 2 * kGap < 1 && (tenth < kBins / 2 || interval.low < 2 * kGap);
  const double y = is_above ? interval.high + kGap : std::max(interval.low - kGap, kGap);
  return {{x, y}, fmt::format("{}", bin.rows), PlacedText::Anchor::kMiddle};
}

/// The rows whose probability is looked at, and whether the class is the true one.
std::vector<ScoredRow> rows_to_calibrate(const SplitResult& result) {
  const BlockMatrix probabilities = class_probabilities(result.outputs);
  if (result.measures.labels.size() == 2) return scored(result, probabilities, 1, 1);
  std::vector<ScoredRow> rows;
  for (std::size_t row = 0; row < probabilities.rows(); ++row) {
    const std::size_t said = predicted_class(result.outputs, row, {});  // a threshold is of two
    rows.push_back({probabilities.at(row, said), said == class_of(result, row)});
  }
  return rows;
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
  std::vector<std::pair<std::string, std::vector<Point>>> known;
  for (std::size_t c = labels.size() == 2 ? 1 : 0; c < labels.size(); ++c) {
    if (styles[c] == kGrey) continue;
    const std::size_t column = scores.columns() == 1 ? 0 : c;
    const std::vector<RocPoint> curve = roc_curve(scored(result, scores, column, c));
    if (curve.empty()) continue;
    panel.series.push_back(
        roc_series(curve, short_label(labels[c]), labels.size() == 2 ? 0 : styles[c], known));
  }
  std::vector<std::string> about;
  if (labels.size() > kStyles) about.push_back(fmt::format("the {} largest classes", kStyles));
  if (panel.series.empty()) about = {"no curve: it needs rows inside and outside the class"};
  about.push_back(rows_of_curves(result));
  std::erase(about, "");
  panel.caption = join(about, "; ", std::string::npos);
  panel.series.push_back(shares_diagonal("chance"));
  return panel;
}

Panel calibration_panel(const SplitResult& result) {
  const std::vector<std::string>& labels = result.measures.labels;
  Panel panel{"calibration, " + result.split.name + " rows",
              labels.size() == 2 ? fmt::format("probability of {}", short_label(labels[1]))
                                 : std::string("predicted probability"),
              "observed share"};
  panel.x = panel.y = kShares;
  panel.is_square = true;
  std::array<Series, 2> all = {Series{Series::Kind::kBars, "tenths, 95% CI", 0, {}},
                               Series{Series::Kind::kBars, fmt::format("under {} rows", kFewInBin), 0, {}}};
  all[1].is_hollow = true;
  for (const CalibrationBin& bin : calibration(rows_to_calibrate(result), kBins)) {
    const Interval interval = wilson_interval(bin.events, bin.rows);
    const std::size_t tenth = std::min(static_cast<std::size_t>(bin.mean * kBins), kBins - 1);
    Series& series = all[bin.rows < kFewInBin ? 1 : 0];
    series.points.push_back({bin.mean, static_cast<double>(bin.events) / static_cast<double>(bin.rows)});
    series.bars.push_back({interval.low, interval.high});
    series.tips.push_back(bin_text(bin, tenth));
    panel.texts.push_back(bin_count(bin, tenth, interval));
  }
  panel.series = {shares_diagonal("perfect")};
  for (Series& series : all) {
    if (!series.points.empty()) panel.series.push_back(std::move(series));
  }
  panel.caption = "numbers: rows behind each mark";
  return panel;
}

}  // namespace nntrain
