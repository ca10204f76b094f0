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
  throw DataError(fmt::format("{}: a value is missing in column '{}', and the model has no value to fill in",
                              shown_path(table.path), printable(column.name)),
                  Remedy(RemedyId::kMissingInUse, {{"leave such rows out", {"--missing", "drop"}}}));
}

/// "green, red, yellow", or the first three and how many more there are.
std::string first_few(const std::vector<std::string>& levels) {
  constexpr std::size_t kMost = 3;
  if (levels.size() <= kMost) return join(levels);
  return fmt::format("{} and {} more", join({levels.begin(), levels.begin() + kMost}), levels.size() - kMost);
}

[[noreturn]] void refuse_unseen(const Table& table, std::size_t level, const InputColumn& column) {
  const Column& from = table.features[column.feature];
  const auto [path, line] = table.place(from.level_lines[level]);
  throw UnseenText(fmt::format("{}:{}: column '{}': no training row has '{}' (they have: {})",
                               shown_path(path), line, printable(column.name), printable(from.levels[level]),
                               printable(first_few(column.levels), 300)),
                   Remedy(RemedyId::kUnseenText,
                          {{"to set the column's inputs to 0 for such cells", {"--unseen", "zero"}}}),
                   column.feature);
}

bool is_scaled(const InputColumn& column) {
  return column.centre != 0 || column.divisor != 1;
}

/// A cell that cannot become an input.
struct UnfitCell {
  std::size_t column = 0;  ///< that of the preprocessing; as many as there are: no such cell
  double cell = 0;
};

/// Writes rows of one table as network inputs.
class InputWriter {
 public:
  /// Keeps references to `table` and `columns`.
  InputWriter(const Table& table, const std::vector<InputColumn>& columns, UnseenMode unseen);

  /// Throws the DataError that write() would throw for these rows, those of all ranks.
  void check(std::span<const std::size_t> rows) const;

  /// Writes the inputs of R rows to the rows of `inputs` from `first` on, which must hold zeros. Throws
  /// DataError for an unknown text, a missing cell without a fill value, and a number that scaling makes
  /// infinite: for the first column with such a cell.
  void write(std::span<const std::size_t> rows, BlockMatrix& inputs, std::size_t first) const;

 private:
  /// The inputs of a column.
  struct Target {
    std::size_t input = 0;                             // the first one
    std::vector<std::optional<std::size_t>> of_level;  // that of each level of the table; none: unknown
  };
  double number(std::size_t row, std::size_t k) const { return number(cell(row, k), k); }
  std::optional<std::size_t> level(std::size_t row, std::size_t k) const { return level(cell(row, k), k); }
  double cell(std::size_t row, std::size_t k) const { return table_.cells.at(row, columns_[k].feature); }
  double number(double value, std::size_t k) const;
  std::optional<std::size_t> level(double cell, std::size_t k) const;
  bool fits(double cell, std::size_t k) const;
  UnfitCell first_unfit(std::span<const std::size_t> rows) const;
  void write_numbers(std::span<const std::size_t> rows, std::size_t k, BlockMatrix& inputs,
                     std::size_t first) const;
  void write_texts(std::span<const std::size_t> rows, std::size_t k, BlockMatrix& inputs,
                   std::size_t first) const;

  const Table& table_;
  const std::vector<InputColumn>& columns_;
  UnseenMode unseen_;
  std::vector<Target> targets_;  // one per column
};

InputWriter::InputWriter(const Table& table, const std::vector<InputColumn>& columns, UnseenMode unseen)
    : table_(table), columns_(columns), unseen_(unseen), targets_(columns.size()) {
  std::size_t input = 0;
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const InputColumn& column = columns_[k];
    targets_[k].input = input;
    for (const std::string& level : table_.features[column.feature].levels) {
      const auto found = std::lower_bound(column.levels.begin(), column.levels.end(), level);
      const bool known = found != column.levels.end() && *found == level;
      targets_[k].of_level.push_back(
          known ? std::optional(input + static_cast<std::size_t>(found - column.levels.begin()))
                : std::nullopt);
    }
    input += column.width();
  }
}

/// The input for a cell in a column of numbers.
double InputWriter::number(double value, std::size_t k) const {
  const InputColumn& column = columns_[k];
  if (std::isnan(value)) {
    if (column.fills.empty()) refuse_hole(table_, column);
    value = column.fills.front();
  }
  if (!is_scaled(column)) return value;
  const double scaled = (value - column.centre) / column.divisor;
  if (std::isfinite(scaled)) return scaled;
  throw DataError(
      fmt::format("{}: column '{}' has {}, which is too far from the values in training to be scaled",
                  shown_path(table_.path), printable(column.name), value),
      "correct it, or leave the column out");
}

/// The level of a cell in a column of text; nullopt: missing, to be filled in.
std::optional<std::size_t> InputWriter::level(double cell, std::size_t k) const {
  if (std::isnan(cell)) {
    if (columns_[k].fills.empty()) refuse_hole(table_, columns_[k]);
    return {};
  }
  const auto level = static_cast<std::size_t>(cell);
  if (!targets_[k].of_level[level] && unseen_ == UnseenMode::kError) {
    refuse_unseen(table_, level, columns_[k]);
  }
  return level;
}

void InputWriter::write_numbers(std::span<const std::size_t> rows, std::size_t k, BlockMatrix& inputs,
                                std::size_t first) const {
  const std::size_t input = targets_[k].input;
  for (std::size_t i = 0; i < rows.size(); ++i) inputs.set(first + i, input, number(rows[i], k));
}

void InputWriter::write_texts(std::span<const std::size_t> rows, std::size_t k, BlockMatrix& inputs,
                              std::size_t first) const {
  const Target& target = targets_[k];
  const std::vector<double>& fills = columns_[k].fills;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (const std::optional<std::size_t> known = level(rows[i], k)) {
      if (target.of_level[*known]) inputs.set(first + i, *target.of_level[*known], 1);
      continue;
    }
    for (std::size_t n = 0; n < fills.size(); ++n) inputs.set(first + i, target.input + n, fills[n]);
  }
}

void InputWriter::write(std::span<const std::size_t> rows, BlockMatrix& inputs, std::size_t first) const {
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    if (columns_[k].is_text) {
      write_texts(rows, k, inputs, first);
    } else {
      write_numbers(rows, k, inputs, first);
    }
  }
}

/// Whether number() or level() take the cell.
bool InputWriter::fits(double cell, std::size_t k) const {
  const InputColumn& column = columns_[k];
  if (std::isnan(cell) && column.fills.empty()) return false;
  if (column.is_text) {
    return std::isnan(cell) || unseen_ == UnseenMode::kZero ||
           targets_[k].of_level[static_cast<std::size_t>(cell)];
  }
  if (!is_scaled(column)) return true;
  const double value = std::isnan(cell) ? column.fills.front() : cell;
  return std::isfinite((value - column.centre) / column.divisor);
}

/// That of the first column with one, in the first row.
UnfitCell InputWriter::first_unfit(std::span<const std::size_t> rows) const {
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    const InputColumn& column = columns_[k];
    if (!column.is_text && !is_scaled(column) && table_.features[column.feature].missing == 0) continue;
    for (const std::size_t row : rows) {
      if (!fits(cell(row, k), k)) return {k, cell(row, k)};
    }
  }
  return {columns_.size(), 0};
}

void InputWriter::check(std::span<const std::size_t> rows) const {
  UnfitCell first{columns_.size(), 0};
  for (const UnfitCell& one : table_.row_share().ranks->gather_one(first_unfit(rows))) {
    if (one.column < first.column) first = one;
  }
  if (first.column == columns_.size()) return;
  if (columns_[first.column].is_text) {
    level(first.cell, first.column);
  } else {
    number(first.cell, first.column);
  }
}

}  // namespace

std::size_t Preprocessing::input_count() const {
  std::size_t count = 0;
  for (const InputColumn& column : columns_) count += column.width();
  return count;
}

DataError with_drop(const UnseenText& error, const Table& table) {
  std::vector<Way> ways = error.remedy().ways();
  if (table.features.size() > 1)
    ways.insert(ways.begin(), table.drop("to leave the column out", {error.feature}));
  return DataError(error.what(), Remedy(RemedyId::kUnseenText, ways));
}

std::vector<std::string> Preprocessing::input_names() const {
  std::vector<std::string> names;
  for (const InputColumn& column : columns_) {
    if (!column.is_text) names.push_back(column.name);
    for (const std::string& level : column.levels) names.push_back(column.name + "=" + level);
  }
  return names;
}

BlockMatrix Preprocessing::inputs(const Table& table, std::span<const std::size_t> rows,
                                  UnseenMode unseen) const {
  BlockMatrix inputs(input_count());
  inputs.grow_to(rows.size());
  InputWriter(table, columns_, unseen).write(rows, inputs, 0);
  return inputs;
}

void Preprocessing::check(const Table& table, std::span<const std::size_t> rows, UnseenMode unseen) const {
  InputWriter(table, columns_, unseen).check(rows);
}

bool Preprocessing::is_identity(const Table& table) const {
  if (columns_.size() < table.features.size()) return false;
  for (const InputColumn& column : columns_) {
    if (column.is_text || is_scaled(column) || table.features[column.feature].missing > 0) {
      return false;
    }
  }
  return true;
}

BlockMatrix Preprocessing::take_all_inputs(Table& table, UnseenMode unseen) const {
  return is_identity(table) ? std::exchange(table.cells, BlockMatrix())
                            : inputs(table, all_rows(table), unseen);
}

std::vector<BlockMatrix> Preprocessing::take_inputs(Table& table, const RowLists& parts,
                                                    UnseenMode unseen) const {
  std::vector<BlockMatrix> taken;
  const bool are_inputs = is_identity(table) && table.cells.columns() == input_count();
  if (parts.size() == 1 && parts.front().size() == table.rows() && are_inputs) {
    taken.push_back(std::move(table.cells));
    table.cells = BlockMatrix();
    return taken;
  }
  for (std::size_t part = 0; part < parts.size(); ++part) taken.emplace_back(input_count());
  const InputWriter writer(table, columns_, unseen);
  const auto has_fewer_spare = [](const BlockMatrix& a, const BlockMatrix& b) {
    return a.spare_blocks() < b.spare_blocks();
  };
  for (std::size_t block = 0; block < table.cells.block_count(); ++block) {
    const std::size_t end = (block + 1) * kBlockRows;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      const std::size_t first = taken[part].rows();
      const auto rest = parts[part].subspan(first);
      const auto here =
          static_cast<std::size_t>(std::lower_bound(rest.begin(), rest.end(), end) - rest.begin());
      taken[part].grow_to(first + here);
      writer.write(rest.first(here), taken[part], first);
    }
    table.cells.give_block(block, *std::min_element(taken.begin(), taken.end(), has_fewer_spare));
  }
  table.cells = BlockMatrix();
  return taken;
}

}  // namespace nntrain
