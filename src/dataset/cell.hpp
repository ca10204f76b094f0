#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The spellings that stand for a missing value.
class MissingTexts {
 public:
  explicit MissingTexts(std::vector<std::string> texts);

  /// Whether `text` is, to the byte, one of them.
  bool contains(std::string_view text) const {
    return has_length_[text.size() < kLengths ? text.size() : kLengths - 1] && is_listed(text);
  }

  /// Whether one of them could be read as a number.
  bool has_numbers() const;

 private:
  static constexpr std::size_t kLengths = 32;
  bool is_listed(std::string_view text) const;

  std::vector<std::string> texts_;
  std::array<bool, kLengths> has_length_{};  // the last entry: that length and above
};

/// Whether `text` is meant as a number: a decimal number, one that is too large, inf or nan, or one with a
/// decimal comma. For guesses; parse_number says whether it is one.
bool is_meant_as_number(std::string_view text);

/// Whether `text` can be a name in a column that is not said to hold names: UTF-8, and nothing that looks
/// like a number in any notation.
bool is_plain_text(std::string_view text);

/// Where a cell stands, for messages.
struct CellPlace {
  std::string path;
  char delimiter = ',';
  std::size_t line = 0;
  std::size_t field = 0;              ///< from 1
  std::string column;                 ///< its name
  std::vector<std::string> given_na;  ///< spellings of a missing value, if the user gave them
  std::string if_text;                ///< the remedy if the cell is meant as text; may be empty
  bool can_fill = false;              ///< whether --missing mean would do
};

/// "data.csv:418:3: column 'curtosis'", the start of every message about a cell.
std::string describe(const CellPlace& place);

/// Throws the DataError for a missing value where none may be.
[[noreturn]] void refuse_missing(const CellPlace& place, std::string_view text);

/// Throws the DataError for a cell that is no number where one is expected, or no text that may stand there;
/// `beside` follows "is not a number".
[[noreturn]] void refuse_cell(const CellPlace& place, std::string_view text, const std::string& beside = "");

}  // namespace nntrain
