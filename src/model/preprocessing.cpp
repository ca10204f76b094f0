#include "model/preprocessing.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/split.hpp"

namespace nntrain {
namespace {

[[noreturn]] void refuse_hole(const Table& table, const InputColumn& column) {
  throw DataError(
      fmt::format("{}: a value is missing in column '{}', and the training rows said nothing to fill in",
                  shown_path(table.path), printable(column.name)),
      "leave such rows out:  --missing drop      or train with:  --missing mean");
}

[[noreturn]] void refuse_unseen(const Table& table, std::size_t feature, std::size_t level,
                                const InputColumn& column) {
  const Column& from = table.features[feature];
  throw DataError(
      fmt::format("{}:{}: column '{}': '{}' stands in no training row (they have: {}); to let such cells "
                  "count as none of them: --unseen zero",
                  shown_path(table.path), from.level_lines[level], printable(column.name),
                  printable(from.levels[level]), printable(join(column.levels), 300)));
}

}  // namespace

std::size_t Preprocessing::input_count() const {
  std::size_t count = 0;
  for (const InputColumn& column : columns_) count += column.width();
  return count;
}

std::vector<std::string> Preprocessing::input_names() const {
  std::vector<std::string> names;
  for (const InputColumn& column : columns_) {
    if (!column.is_text) names.push_back(column.name);
    for (const std::string& level : column.levels) names.push_back(column.name + "=" + level);
  }
  return names;
}

void Preprocessing::write_numbers(const Table& table, std::span<const std::size_t> rows, std::size_t feature,
                                  std::size_t input, BlockMatrix& inputs) const {
  const InputColumn& column = columns_[feature];
  const bool scaled = column.centre != 0 || column.divisor != 1;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double value = table.cells.at(rows[i], feature);
    if (std::isnan(value)) {
      if (column.fills.empty()) refuse_hole(table, column);
      value = column.fills.front();
    }
    if (scaled) {
      const double number = value;
      value = (number - column.centre) / column.divisor;
      if (!std::isfinite(value)) {
        throw DataError(
            fmt::format("{}: column '{}' holds {}, which is too far from the training rows to be scaled",
                        shown_path(table.path), printable(column.name), number),
            "correct it, or leave the column out");
      }
    }
    inputs.set(i, input, value);
  }
}

void Preprocessing::write_texts(const Table& table, std::span<const std::size_t> rows, std::size_t feature,
                                std::size_t input, UnseenMode unseen, BlockMatrix& inputs) const {
  const InputColumn& column = columns_[feature];
  std::vector<std::optional<std::size_t>> input_of;  // by the table's level
  for (const std::string& level : table.features[feature].levels) {
    const auto found = std::lower_bound(column.levels.begin(), column.levels.end(), level);
    const bool known = found != column.levels.end() && *found == level;
    input_of.push_back(known ? std::optional(input + static_cast<std::size_t>(found - column.levels.begin()))
                             : std::nullopt);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double cell = table.cells.at(rows[i], feature);
    if (std::isnan(cell)) {
      if (column.fills.empty()) refuse_hole(table, column);
      for (std::size_t level = 0; level < column.fills.size(); ++level) {
        inputs.set(i, input + level, column.fills[level]);
      }
      continue;
    }
    const auto level = static_cast<std::size_t>(cell);
    if (input_of[level]) {
      inputs.set(i, *input_of[level], 1);
    } else if (unseen == UnseenMode::kError) {
      refuse_unseen(table, feature, level, column);
    }
  }
}

BlockMatrix Preprocessing::inputs(const Table& table, std::span<const std::size_t> rows,
                                  UnseenMode unseen) const {
  BlockMatrix inputs(input_count());
  inputs.grow_to(rows.size());
  std::size_t input = 0;
  for (std::size_t feature = 0; feature < columns_.size(); ++feature) {
    if (columns_[feature].is_text) {
      write_texts(table, rows, feature, input, unseen, inputs);
    } else {
      write_numbers(table, rows, feature, input, inputs);
    }
    input += columns_[feature].width();
  }
  return inputs;
}

bool Preprocessing::is_identity(const Table& table) const {
  for (std::size_t feature = 0; feature < columns_.size(); ++feature) {
    const InputColumn& column = columns_[feature];
    if (column.is_text || column.centre != 0 || column.divisor != 1 || table.features[feature].missing > 0) {
      return false;
    }
  }
  return true;
}

BlockMatrix Preprocessing::take_inputs(Table& table, UnseenMode unseen) const {
  BlockMatrix taken = is_identity(table) ? std::move(table.cells) : inputs(table, all_rows(table), unseen);
  table.cells = BlockMatrix();
  return taken;
}

}  // namespace nntrain
