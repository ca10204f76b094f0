#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/numbers.hpp"

namespace nntrain {

/// What the cells of a column are; kOpen: what the first one is.
enum class ColumnKind { kOpen, kNumber, kText };

/// What a column being read says to a cell.
enum class Answer {
  kTaken,
  kNewText,       ///< a text that stands there for the first time: add_level() takes it
  kRefused,       ///< no number in a column of numbers, or nothing that may stand in one of text
  kNumberInText,  ///< a number in a column that began with text
};

/// A column being read: finds out whether it holds numbers or text, and numbers its different texts.
class ColumnReader {
 public:
  /// A column of kind kText that is told so from the start may hold texts that look like numbers.
  explicit ColumnReader(ColumnKind kind) : kind_(kind), told_(kind != ColumnKind::kOpen) {}

  ColumnKind kind() const { return kind_; }

  /// Takes a cell that is not missing, of line `line`. When taken, `value` is the number or the index of the
  /// text's level.
  Answer take(std::string_view text, std::size_t line, double& value) {
    if (kind_ != ColumnKind::kNumber) return take_other(text, line, value);
    const ParsedNumber number = parse_number(text);
    value = number.value;
    return number.status == NumberStatus::kOk ? Answer::kTaken : Answer::kRefused;
  }

  /// Adds a level, which first stands in line `line`, and returns its index.
  double add_level(std::string_view text, std::size_t line);

  /// Takes over what was found in the rows behind, whose lines were counted from `lines_before` on, and
  /// returns the indices that its levels have here. nullopt if they are of another kind, which is an error of
  /// cells.
  std::optional<std::vector<double>> add_later(const ColumnReader& later, std::size_t lines_before);

  /// The different texts in order of first appearance, and the lines.
  const std::vector<std::string>& levels() const { return levels_; }
  const std::vector<std::size_t>& level_lines() const { return level_lines_; }

  /// The first text of a column that was kOpen, of a row that is left out, too, and its line.
  const std::string& first_text() const { return first_text_; }
  std::size_t first_text_line() const { return first_text_line_; }

 private:
  Answer take_other(std::string_view text, std::size_t line, double& value);
  Answer find_level(std::string_view text, double& value);

  ColumnKind kind_;
  bool told_;
  std::string first_text_;
  std::size_t first_text_line_ = 0;
  std::vector<std::string> levels_;
  std::vector<std::size_t> level_lines_;
  std::map<std::string, std::size_t, std::less<>> index_of_;
  std::size_t last_ = 0;  // the level of the text before: neighbours are often equal
};

}  // namespace nntrain
