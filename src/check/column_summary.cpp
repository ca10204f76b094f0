#include "check/column_summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "math/rounding.hpp"

namespace nntrain {
namespace {

/// The values that are not missing.
std::vector<double> values_of(const Table& table, std::size_t column) {
  std::vector<double> values;
  values.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double value = cell_of(table, row, column);
    if (!std::isnan(value)) values.push_back(value);
  }
  return values;
}

std::optional<std::size_t> distinct_of(const std::vector<double>& values) {
  std::set<double> distinct;
  double last = ColumnSummary::kNone;
  for (const double value : values) {
    if (value == last) continue;  // neighbours are often equal
    last = value;
    distinct.insert(value);
    if (distinct.size() > ColumnSummary::kMostDistinct) return std::nullopt;
  }
  return distinct.size();
}

/// A quantile. Orders the values so that those before position `from` stay, and moves it to the quantile.
double quantile(std::vector<double>& values, double share, std::size_t& from) {
  const double position = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
  // ties: equal values are the same number
  std::nth_element(values.begin() + static_cast<std::ptrdiff_t>(from), at, values.end());
  from = below;
  if (position == static_cast<double>(below)) return *at;
  const double above = *std::min_element(at + 1, values.end());
  return std::lerp(*at, above, position - static_cast<double>(below));
}

/// The first row with the value farthest from the mean.
std::size_t farthest_row(const Table& table, std::size_t column, double mean) {
  std::size_t farthest = 0;
  double most = -1;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double distance = std::abs(cell_of(table, row, column) - mean);
    if (!(distance > most)) continue;  // also a missing one
    most = distance;
    farthest = row;
  }
  return farthest;
}

void summarize_numbers(const Table& table, std::size_t column, ColumnSummary& summary) {
  std::vector<double> values = values_of(table, column);
  summary.distinct = distinct_of(values);
  if (values.empty()) return;
  const Moments moments = moments_of(values.size(), [&](std::size_t i) { return values[i]; });
  summary.moments = moments;
  if (values.size() > 1) summary.deviation = moments.deviation(static_cast<double>(values.size() - 1));
  const bool can_be_far = values.size() >= ColumnSummary::kFewestForFar && summary.distinct != 2 &&
                          !are_equal_but_for_rounding(moments.least, moments.most);
  if (can_be_far) {
    const double far = moments.distance_of(ColumnSummary::kFar);
    summary.far = static_cast<std::size_t>(std::count_if(
        values.begin(), values.end(), [&](double value) { return std::abs(value - moments.mean) > far; }));
    if (summary.far > 0) summary.farthest_row = farthest_row(table, column, moments.mean);
  }
  std::size_t from = 0;
  summary.lower_quartile = quantile(values, 0.25, from);
  summary.median = quantile(values, 0.5, from);
  summary.upper_quartile = quantile(values, 0.75, from);
}

void summarize_texts(const Table& table, std::size_t column, const std::vector<std::string>& texts,
                     ColumnSummary& summary) {
  std::vector<std::size_t> cells(texts.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double value = cell_of(table, row, column);
    if (!std::isnan(value)) ++cells[static_cast<std::size_t>(value)];
  }
  summary.distinct = texts.size();
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return cells[a] > cells[b]; });
  order.resize(std::min(order.size(), ColumnSummary::kFrequentTexts));
  for (const std::size_t text : order) summary.frequent.emplace_back(texts[text], cells[text]);
}

ColumnSummary summary_of(const Table& table, std::size_t column) {
  const bool is_target = column == table.features.size();
  ColumnSummary summary;
  summary.name = is_target ? table.target : table.features[column].name;
  summary.is_text = is_target ? table.task == Task::kClassify : table.features[column].is_text;
  const std::size_t here = is_target ? 0 : table.features[column].missing;  // in the rows that are left
  summary.missing = is_target ? table.lacking_target : here + table.features[column].lacking;
  summary.values = table.rows() - here;
  if (summary.is_text)
    summarize_texts(table, column, is_target ? labels_of(table.classes) : table.features[column].levels,
                    summary);
  else
    summarize_numbers(table, column, summary);
  return summary;
}

}  // namespace

std::vector<ColumnSummary> summaries_of(const Table& table, Workers& workers) {
  std::vector<ColumnSummary> summaries(table.features.size() + 1);
  workers.run(summaries.size(),
              [&](std::size_t column, std::size_t) { summaries[column] = summary_of(table, column); });
  return summaries;
}

}  // namespace nntrain
