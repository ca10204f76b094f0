#include "sweep/sweep_table.hpp"

#include <algorithm>
#include <utility>

#include "base/numbers.hpp"

namespace nntrain {

std::uint32_t SweepTable::code_of(Column& column, std::string&& text) const {
  if (column.texts.empty()) {
    column.texts.push_back(std::move(text));
    return 0;
  }
  if (column.texts.size() == 1) {
    if (column.texts.front() == text) return 0;
    column.codes.emplace(column.texts.front(), 0);
    column.cells.assign(rows_.size(), 0);
  }
  const auto next = static_cast<std::uint32_t>(column.texts.size());
  const auto [found, is_new] = column.codes.emplace(text, next);
  if (is_new) column.texts.push_back(std::move(text));
  return found->second;
}

void SweepTable::add(SweepRow row) {
  columns_.resize(options.size());
  for (std::size_t i = 0; i < options.size(); ++i) {
    Column& column = columns_[i];
    const std::uint32_t code = code_of(column, std::move(row.options[i]));
    if (column.texts.size() > 1) column.cells.push_back(code);
  }
  row.options = std::vector<std::string>();  // with {} it would keep its memory
  rows_.push_back(std::move(row));
}

std::uint32_t SweepTable::code(std::size_t option, std::size_t row) const {
  return varies(option) ? columns_[option].cells[row] : 0;
}

const std::string& SweepTable::text(std::size_t option, std::size_t row) const {
  return columns_[option].texts[code(option, row)];
}

std::size_t SweepTable::find(const std::string& option) const {
  return static_cast<std::size_t>(std::find(options.begin(), options.end(), option) - options.begin());
}

std::uint64_t SweepTable::seed(std::size_t row) const {
  const std::size_t column = find("seed");
  return column == options.size() ? 0 : parse_count(text(column, row)).value_or(0);
}

std::size_t SweepTable::repeats(std::size_t row) const {
  const std::size_t column = find("repeats");
  if (!is_cv() || column == options.size()) return 1;
  const std::size_t count = parse_count(text(column, row)).value_or(1);
  const std::size_t values = rows_[row].values.size();
  return count == 0 || values % count != 0 ? 1 : count;
}

}  // namespace nntrain
