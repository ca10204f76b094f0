#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/numbers.hpp"
#include "base/packer.hpp"

namespace nntrain {

/// The content of a column. kOpen: the first cell decides.
enum class ColumnKind { kOpen, kNumber, kText };

/// The result for one cell.
enum class CellResult {
  kTaken,
  kNewText,       ///< a new text: add it with add_level()
  kRefused,       ///< not a number in a number column, or not allowed in a text column
  kMissing,       ///< the value is missing, and may not be
  kNumberInText,  ///< a number in a column that started with text
};

/// Reads a column: decides whether it has numbers or text, and numbers its distinct texts (levels).
class ColumnReader {
 public:
  /// A column that is kText from the start may have texts that look like numbers.
  explicit ColumnReader(ColumnKind kind) : kind_(kind), told_(kind != ColumnKind::kOpen) {}

  ColumnKind kind() const { return kind_; }
  bool is_told() const { return told_; }  ///< whether the first cell did not decide

  /// Reads a cell that is not missing. If it is taken, `value` becomes the number or the index of the level.
  /// `line` is the number of its line.
  CellResult take(std::string_view text, std::size_t line, double& value) {
    if (kind_ != ColumnKind::kNumber) return take_other(text, line, value);
    const ParsedNumber number = parse_number(text);
    value = number.value;
    return number.status == NumberStatus::kOk ? CellResult::kTaken : CellResult::kRefused;
  }

  /// Adds a level that first occurs in line `line` and returns its index.
  double add_level(std::string_view text, std::size_t line);

  /// Adds the levels of the following rows, with `lines_before` added to their line numbers. Returns the
  /// index here of each of their levels, or nullopt if the kinds of the two columns differ (an error in the
  /// data).
  std::optional<std::vector<double>> add_later(const ColumnReader& later, std::size_t lines_before);

  /// All of it as bytes, for another process.
  void write(Packer& bytes) const;
  static ColumnReader read(Unpacker& bytes);

  /// The levels in the order of first appearance, and the line of each.
  const std::vector<std::string>& levels() const { return levels_; }
  const std::vector<std::size_t>& level_lines() const { return level_lines_; }

  /// The first text of a column that was kOpen, and its line. The row may be a dropped one.
  const std::string& first_text() const { return first_text_; }
  std::size_t first_text_line() const { return first_text_line_; }

 private:
  CellResult take_other(std::string_view text, std::size_t line, double& value);
  CellResult find_level(std::string_view text, double& value);

  ColumnKind kind_;
  bool told_;
  std::string first_text_;
  std::size_t first_text_line_ = 0;
  std::vector<std::string> levels_;
  std::vector<std::size_t> level_lines_;
  std::map<std::string, std::size_t, std::less<>> index_of_;
  std::size_t last_ = 0;  // the level of the previous text: neighbours are often equal
};

}  // namespace nntrain
