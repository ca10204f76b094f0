#include "compare/row_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "metrics/bootstrap.hpp"

namespace nntrain {
namespace {

/// Indices of rows.
using RowIndices = std::vector<std::size_t>;

constexpr const char* kOtherRows =
    "predict the same rows with both: the same --data, --missing, --test-fraction, --folds, --split and "
    "--split-seed      or, for other rows:  --unpaired";

/// The rows of a side in this part, by their numbers. Throws DataError if one stands twice.
RowIndices rows_of_part(const Side& side, const std::string& part) {
  const auto index =
      static_cast<std::size_t>(std::find(side.parts.begin(), side.parts.end(), part) - side.parts.begin());
  const std::vector<PredictedRows::Place>& places = side.rows.places;
  std::size_t first = std::numeric_limits<std::size_t>::max();  // repeat
  for (const PredictedRows::Place& place : places) {
    if (place.part == index) first = std::min(first, place.repeat);
  }
  RowIndices rows;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].part == index && places[i].repeat == first) rows.push_back(i);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t one, std::size_t other) {
    return places[one].number < places[other].number;
  });
  const auto twice = std::adjacent_find(rows.begin(), rows.end(), [&](std::size_t one, std::size_t other) {
    return places[one].number == places[other].number;
  });
  if (twice != rows.end())
    throw DataError(fmt::format("{} predicts row {} twice", side_name(side), places[*twice].number),
                    "run the command that wrote it again");
  return rows;
}

bool has_repeats(const Side& side, const std::string& part) {
  return std::any_of(
      side.rows.places.begin(), side.rows.places.end(),
      [&](const PredictedRows::Place& place) { return side.parts[place.part] == part && place.repeat > 1; });
}

std::string target_text(const Side& side, std::size_t row) {
  const double target = side.rows.targets.at(row, 0);
  return side.labels.empty() ? shortest(target)
                             : fmt::format("'{}'", printable(side.labels[static_cast<std::size_t>(target)]));
}

/// Throws UsageError if a row is not the same one on both sides.
void refuse_other_row(const Side& a, const Side& b, std::size_t of_a, std::size_t of_b) {
  const PredictedRows::Place& place = a.rows.places[of_a];
  if (a.rows.targets.at(of_a, 0) != b.rows.targets.at(of_b, 0)) {
    throw UsageError(
        fmt::format("{} and {} are about other data: the target of row {} is {} in the one, and {} "
                    "in the other",
                    side_name(a), side_name(b), place.number, target_text(a, of_a), target_text(b, of_b)),
        kOtherRows);
  }
  if (place.fold != b.rows.places[of_b].fold)
    throw UsageError(
        fmt::format("{} and {} have other folds: row {} is in fold {} of the one, and {} of the "
                    "other",
                    side_name(a), side_name(b), place.number, place.fold, b.rows.places[of_b].fold),
        kOtherRows);
}

/// The rows that both sides have. Throws UsageError if each has rows that the other one lacks.
std::pair<RowIndices, RowIndices> common_rows(const Side& a, const Side& b, const RowIndices& of_a,
                                              const RowIndices& of_b, Comparison& comparison) {
  std::pair<RowIndices, RowIndices> common;
  for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
    const std::size_t number_a = a.rows.places[of_a[i]].number;
    const std::size_t number_b = b.rows.places[of_b[j]].number;
    if (number_a == number_b) {
      refuse_other_row(a, b, of_a[i], of_b[j]);
      common.first.push_back(of_a[i]);
      common.second.push_back(of_b[j]);
    }
    if (number_a <= number_b) ++i;
    if (number_b <= number_a) ++j;
  }
  const std::size_t fewest = std::min(of_a.size(), of_b.size());
  if (common.first.size() < fewest)
    throw UsageError(
        fmt::format("{} and {} have other {} rows: {} of {} and {} are in both", side_name(a), side_name(b),
                    comparison.part, common.first.size(), of_a.size(), of_b.size()),
        kOtherRows);
  if (const std::size_t left = std::max(of_a.size(), of_b.size()) - fewest; left > 0)
    comparison.warnings.push_back(fmt::format("{} only in {}: left out",
                                              left == 1 ? "1 row is" : fmt::format("{} rows are", left),
                                              side_name(of_a.size() > of_b.size() ? a : b)));
  return common;
}

/// Some rows of a side, as S.
PredictedRows picked(const PredictedRows& rows, const RowIndices& these) {
  PredictedRows part;
  part.are_probabilities = rows.are_probabilities;
  part.outputs = BlockMatrix(rows.outputs.columns());
  part.targets = BlockMatrix(1);
  part.outputs.grow_to(these.size());
  part.targets.grow_to(these.size());
  for (std::size_t i = 0; i < these.size(); ++i) {
    for (std::size_t o = 0; o < part.outputs.columns(); ++o)
      part.outputs.set(i, o, rows.outputs.at(these[i], o));
    part.targets.set(i, 0, rows.targets.at(these[i], 0));
    if (!rows.predicted.empty()) part.predicted.push_back(rows.predicted[these[i]]);
  }
  return part;
}

/// One side of the comparison.
struct RowsCompared {
  PredictedRows rows;
  Measures measures;
  std::vector<bool> is_right;  ///< of classes

  std::size_t correct() const {
    return static_cast<std::size_t>(std::count(is_right.begin(), is_right.end(), true));
  }
  ScoredSide scored(const std::vector<std::string>& labels) const {
    return {rows.outputs, rows.targets, labels, rows.are_probabilities, rows.predicted};
  }
};

RowsCompared measured(const Side& side, const RowIndices& these, bool are_probabilities, Workers& workers) {
  RowsCompared result{picked(side.rows, these), {}, {}};
  result.rows.are_probabilities = are_probabilities;
  constexpr double kNoLoss = std::numeric_limits<double>::quiet_NaN();
  if (side.labels.empty()) {
    result.measures = measure_values(result.rows.outputs, result.rows.targets, kNoLoss);
    return result;
  }
  const std::size_t classes = side.labels.size();
  ConfusionMatrix confusion{classes, std::vector<std::size_t>(classes * classes)};
  for (std::size_t row = 0; row < these.size(); ++row) {
    const auto actual = static_cast<std::size_t>(result.rows.targets.at(row, 0));
    const std::size_t predicted = result.rows.predicted[row];
    ++confusion.counts[actual * classes + predicted];
    result.is_right.push_back(actual == predicted);
  }
  result.measures = measure_counted(result.rows.outputs, result.rows.targets, side.labels, are_probabilities,
                                    confusion, kNoLoss, workers);
  return result;
}

Difference share_of_right(const RowsCompared& a, const RowsCompared& b, bool is_paired) {
  if (!is_paired) return share_difference(a.correct(), a.is_right.size(), b.correct(), b.is_right.size());
  std::size_t only_a = 0;
  std::size_t only_b = 0;
  for (std::size_t row = 0; row < a.is_right.size(); ++row) {
    if (a.is_right[row] && !b.is_right[row]) ++only_a;
    if (b.is_right[row] && !a.is_right[row]) ++only_b;
  }
  return mcnemar_difference(only_a, only_b, a.is_right.size());
}

/// Whether all values are finite.
bool are_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// The difference of means over the rows. That of rmse is the mean difference of the squared errors, divided
/// by rmse_A + rmse_B: a^2 - b^2 = (a - b)(a + b).
Difference mean_loss(const ScoredSide& a, const ScoredSide& b, const MetricComparison& metric,
                     bool is_paired) {
  std::vector<double> of_a = row_losses(a, metric.name);
  std::vector<double> of_b = row_losses(b, metric.name);
  if (!are_finite(of_a) || !are_finite(of_b)) return {};
  if (metric.name == "rmse" && metric.a + metric.b > 0) {
    for (std::vector<double>* const squares : {&of_a, &of_b}) {
      for (double& square : *squares) square /= metric.a + metric.b;
    }
  }
  return is_paired ? paired_difference(of_a, of_b, 0) : welch_difference(of_a, of_b, 0, 0);
}

}  // namespace

Comparison compare_rows(const Side& a, const Side& b, const std::string& part,
                        const std::vector<std::string>& metrics, bool is_paired, Workers& workers) {
  Comparison comparison{.part = part};
  RowIndices of_a = rows_of_part(a, part);
  RowIndices of_b = rows_of_part(b, part);
  if (is_paired) std::tie(of_a, of_b) = common_rows(a, b, of_a, of_b, comparison);
  if (has_repeats(a, part) || has_repeats(b, part))
    comparison.warnings.emplace_back("only the first repeat is compared: each row once");
  comparison.pairing = {
      .is_paired = is_paired, .unit = "row", .count_a = of_a.size(), .count_b = of_b.size()};
  constexpr std::size_t kFewRows = 20;
  if (const std::size_t fewest = std::min(of_a.size(), of_b.size()); fewest < kFewRows)
    comparison.warnings.push_back(
        fmt::format("only {}: so few tell little about chance", counted(fewest, "row")));
  const bool are_probabilities = a.rows.are_probabilities && b.rows.are_probabilities;
  const RowsCompared rows_a = measured(a, of_a, are_probabilities, workers);
  const RowsCompared rows_b = measured(b, of_b, are_probabilities, workers);
  const ScoredSide scored_a = rows_a.scored(a.labels);
  const ScoredSide scored_b = rows_b.scored(a.labels);
  std::vector<std::string> resampled;
  for (const std::string& name : metrics) {
    if (row_method(name) == RowMethod::kBootstrap) resampled.push_back(name);
  }
  const std::vector<Difference> bootstrapped =
      bootstrap_differences(scored_a, scored_b, resampled, is_paired, workers);
  std::size_t next = 0;
  for (const std::string& name : metrics) {
    MetricComparison one{
        .name = name, .a = defined_metric(rows_a.measures, name), .b = defined_metric(rows_b.measures, name)};
    switch (row_method(name)) {
      case RowMethod::kMcNemar:
        one.method = is_paired ? CompareMethod::kMcNemar : CompareMethod::kNewcombe;
        one.difference = share_of_right(rows_a, rows_b, is_paired);
        break;
      case RowMethod::kStudent:
        one.method = is_paired ? CompareMethod::kStudent : CompareMethod::kWelch;
        one.difference = mean_loss(scored_a, scored_b, one, is_paired);
        break;
      case RowMethod::kBootstrap:
        one.method = CompareMethod::kBootstrap;
        one.difference = bootstrapped[next++];
        break;
      case RowMethod::kNone:
        one.difference.value = one.b - one.a;
        break;
    }
    if (std::isnan(one.a) || std::isnan(one.b)) one.difference = {};
    if (std::isnan(one.difference.interval.low)) one.method = CompareMethod::kNone;
    comparison.metrics.push_back(std::move(one));
  }
  return comparison;
}

}  // namespace nntrain
