#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "math/order_statistics.hpp"
#include "math/quantile.hpp"
#include "math/ranks_sum.hpp"
#include "math/rounding.hpp"
#include "model/preprocessing.hpp"

namespace nntrain {
namespace {

/// The training rows of this rank, and which of all they are.
struct TrainingRows {
  TrainingRows(const Table& table, std::span<const std::size_t> own)
      : rows(own), share(share_of_part(table, own.size())) {}

  std::span<const std::size_t> rows;
  RowShare share;
};

/// The cells of one column in the training rows, and the remedy for its error messages.
class Cells {
 public:
  Cells(const std::string& path, const std::string& name, const BlockMatrix& matrix, std::size_t column,
        const TrainingRows& rows, Remedy remedy)
      : path_(path),
        name_(name),
        matrix_(matrix),
        column_(column),
        rows_(rows.rows),
        share_(rows.share),
        remedy_(std::move(remedy)) {}

  /// The rows of this rank, and of all.
  std::size_t count() const { return rows_.size(); }
  const RowShare& share() const { return share_; }
  double operator[](std::size_t i) const { return matrix_.at(rows_[i], column_); }

  /// Whether no rank has a value.
  bool are_missing() const {
    const bool are_here = std::all_of(
        rows_.begin(), rows_.end(), [this](std::size_t row) { return std::isnan(matrix_.at(row, column_)); });
    return !share_.ranks->any(!are_here);
  }

  /// Throws the TrainingError for a column without values.
  [[noreturn]] void refuse_empty() const {
    throw TrainingError(
        fmt::format("{}: column '{}' has no value in any training row", shown_path(path_), printable(name_)),
        remedy_);
  }

  /// Throws the DataError for numbers whose mean or scale cannot be computed.
  [[noreturn]] void refuse_range(const char* why) const {
    throw DataError(
        fmt::format("{}: the numbers in column '{}' {}", shown_path(path_), printable(name_), why), remedy_);
  }

 private:
  const std::string& path_;
  const std::string& name_;
  const BlockMatrix& matrix_;
  std::size_t column_;
  std::span<const std::size_t> rows_;
  const RowShare& share_;
  Remedy remedy_;
};

constexpr const char* kTooLarge = "are too large: their sum, range or squares are too large for a double";
constexpr const char* kTooSmall = "differ too little: the squares of the differences are 0";

/// The number and the range of the present values in a column of numbers.
struct Extent {
  std::size_t present = 0;
  double min = 0;
  double max = 0;

  bool is_constant() const { return are_equal_but_for_rounding(min, max); }
};

/// Of several lists, one after the other. Of numbers that are equal, such as 0 and -0, the first counts.
Extent joined(const std::vector<Extent>& extents) {
  Extent all;
  for (const Extent& one : extents) {
    if (one.present == 0) continue;
    if (all.present == 0 || one.min < all.min) all.min = one.min;
    if (all.present == 0 || one.max > all.max) all.max = one.max;
    all.present += one.present;
  }
  return all;
}

Extent extent_of(const Cells& cells) {
  Extent extent;
  for (std::size_t i = 0; i < cells.count(); ++i) {
    const double value = cells[i];
    if (std::isnan(value)) continue;
    if (extent.present++ == 0) extent.min = extent.max = value;
    if (value < extent.min) extent.min = value;
    if (value > extent.max) extent.max = value;
  }
  return joined(cells.share().ranks->gather_one(extent));
}

/// The mean of the present values. If all are equal, it is exactly their value, without a rounding error.
double mean_of(const Cells& cells, const Extent& extent) {
  if (extent.min == extent.max) return extent.min;
  const double sum =
      sum_rows(cells.share(), [&](std::size_t i) { return std::isnan(cells[i]) ? 0.0 : cells[i]; });
  const double mean = sum / static_cast<double>(extent.present);
  if (!std::isfinite(mean)) cells.refuse_range(kTooLarge);
  return mean;
}

/// The population standard deviation; a missing value counts as the mean. The column must not be constant.
double deviation_of(const Cells& cells, double mean) {
  const double squares = sum_rows(cells.share(), [&](std::size_t i) {
    const double difference = std::isnan(cells[i]) ? 0.0 : cells[i] - mean;
    return difference * difference;
  });
  if (!std::isfinite(squares)) cells.refuse_range(kTooLarge);
  const double deviation = std::sqrt(squares / static_cast<double>(cells.share().all));
  if (!(deviation > 0)) cells.refuse_range(kTooSmall);
  return deviation;
}

/// Sets the median as the centre, and the interquartile range as the divisor; if that is 0, the standard
/// deviation.
void fit_quartiles(const Cells& cells, const Extent& extent, InputColumn& input) {
  std::vector<double> sorted;
  for (std::size_t i = 0; i < cells.count(); ++i) {
    if (!std::isnan(cells[i])) sorted.push_back(cells[i] + 0.0);  // 0 instead of -0
  }
  std::sort(sorted.begin(), sorted.end());  // ties: equal numbers have the same bits
  const std::vector<double> quartiles = quantiles_of(*cells.share().ranks, sorted, {0.25, 0.5, 0.75});
  const double low = quartiles[0];
  const double high = quartiles[2];
  input.centre = quartiles[1];
  if (extent.is_constant()) return;
  input.divisor =
      are_equal_but_for_rounding(low, high) ? deviation_of(cells, mean_of(cells, extent)) : high - low;
  if (!std::isfinite(input.centre) || !std::isfinite(input.divisor)) cells.refuse_range(kTooLarge);
}

void fit_numbers(const Cells& cells, ScaleMode scale, bool fill, InputColumn& input) {
  if (scale == ScaleMode::kNone && !fill) return;
  const Extent extent = extent_of(cells);
  if (extent.present == 0) cells.refuse_empty();
  const bool constant = extent.is_constant();
  const double mean = fill || scale == ScaleMode::kStandard ? mean_of(cells, extent) : 0;
  if (fill) input.fills = {mean};
  switch (scale) {
    case ScaleMode::kNone:
      break;
    case ScaleMode::kStandard:
      input.centre = mean;
      if (!constant) input.divisor = deviation_of(cells, mean);
      break;
    case ScaleMode::kMinMax:
      input.centre = extent.min;
      if (!constant) input.divisor = extent.max - extent.min;
      if (!std::isfinite(input.divisor)) cells.refuse_range(kTooLarge);
      break;
    case ScaleMode::kRobust:
      fit_quartiles(cells, extent, input);
  }
}

void fit_texts(const Cells& cells, const std::vector<std::string>& levels, bool fill, InputColumn& input) {
  std::vector<std::size_t> counts(levels.size());
  for (std::size_t i = 0; i < cells.count(); ++i) {
    if (!std::isnan(cells[i])) ++counts[static_cast<std::size_t>(cells[i])];
  }
  cells.share().ranks->add_counts(counts);
  const std::size_t present = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
  if (present == 0) cells.refuse_empty();
  std::vector<std::size_t> known;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    if (counts[level] > 0) known.push_back(level);
  }
  // ties: none, the levels differ
  std::sort(known.begin(), known.end(), [&](std::size_t a, std::size_t b) { return levels[a] < levels[b]; });
  for (const std::size_t level : known) {
    input.levels.push_back(levels[level]);
    if (fill) input.fills.push_back(static_cast<double>(counts[level]) / static_cast<double>(present));
  }
}

}  // namespace

Preprocessing fit_preprocessing(const Table& table, std::span<const std::size_t> rows, ScaleMode scale,
                                MissingMode missing) {
  const bool fill = missing == MissingMode::kMean;
  const TrainingRows training(table, rows);
  std::vector<InputColumn> columns;
  for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
    const Column& column = table.features[feature];
    const Cells cells(table.path, column.name, table.cells, feature, training,
                      {RemedyId::kEmptyColumn, {table.drop("leave it out", {feature})}});
    if (fill && column.missing > 0 && cells.are_missing()) continue;
    InputColumn& input = columns.emplace_back();
    input.name = column.name;
    input.item = column.item;
    input.feature = feature;
    input.is_text = column.is_text;
    if (input.is_text) {
      fit_texts(cells, column.levels, fill, input);
    } else {
      fit_numbers(cells, scale, fill, input);
    }
  }
  if (columns.empty()) {
    throw TrainingError(fmt::format("{}: no feature has a value in any training row", shown_path(table.path)),
                        "train on other columns:  --features LIST");
  }
  return Preprocessing(std::move(columns));
}

TargetScale fit_target(const Table& table, std::span<const std::size_t> rows, ScaleMode scale) {
  InputColumn column;
  const TrainingRows training(table, rows);
  const Cells cells(table.path, table.target, table.targets, 0, training,
                    "do not scale it:  --scale-target none");
  fit_numbers(cells, scale, false, column);
  return {column.centre, column.divisor};
}

void Preprocessing::note_seen(const Table& table, std::span<const std::size_t> rows) {
  const RowShare share = share_of_part(table, rows.size());
  for (InputColumn& column : columns_) {
    const auto cell = [&](std::size_t i) { return table.cells.at(rows[i], column.feature); };
    if (!column.is_text) {
      column.seen = seen_numbers(share, cell);
      continue;
    }
    const std::vector<std::string>& texts = table.features[column.feature].levels;
    const Seen of_table = seen_texts(texts.size(), share, cell);
    Seen& seen = column.seen.emplace(Seen{.values = of_table.values, .missing = of_table.missing});
    seen.counts.resize(column.levels.size());
    for (std::size_t text = 0; text < texts.size(); ++text) {
      if (of_table.counts[text] == 0) continue;
      const auto level = std::lower_bound(column.levels.begin(), column.levels.end(), texts[text]);
      seen.counts[static_cast<std::size_t>(level - column.levels.begin())] = of_table.counts[text];
    }
  }
}

std::optional<Seen> seen_target(const Table& table, std::span<const std::size_t> rows) {
  const RowShare share = share_of_part(table, rows.size());
  const auto cell = [&](std::size_t i) { return table.targets.at(rows[i], 0); };
  if (table.task == Task::kClassify) return seen_texts(table.classes.size(), share, cell);
  return seen_numbers(share, cell);
}

}  // namespace nntrain
