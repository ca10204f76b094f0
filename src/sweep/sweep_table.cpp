#include "sweep/sweep_table.hpp"

#include <algorithm>
#include <utility>

#include "base/numbers.hpp"

namespace nntrain {

void SweepReasons::add(const std::string& reason) {
  if (reason.empty()) return;
  if (first.empty()) first = reason;
  ++runs;
  alike += reason == first ? 1U : 0U;
  without_memory += reason.starts_with(kOutOfMemory) ? 1U : 0U;
}

void SweepTable::add(SweepRow row) {
  columns_.resize(options.size());
  for (std::size_t i = 0; i < options.size(); ++i) columns_[i].add(std::move(row.options[i]));
  splits_.add(std::move(row.split));
  held_out_.add(std::move(row.held_out));
  row.values.shrink_to_fit();
  rows_.push_back(std::move(row));
}

std::uint32_t SweepTable::code(std::size_t option, std::size_t row) const {
  return columns_[option].code(row);
}

const std::string& SweepTable::text(std::size_t option, std::size_t row) const {
  return columns_[option].at(row);
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
