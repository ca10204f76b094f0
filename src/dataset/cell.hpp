#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The spellings of a missing value.
class MissingTexts {
 public:
  explicit MissingTexts(std::vector<std::string> texts);

  /// Whether `text` equals one of them, byte by byte.
  bool contains(std::string_view text) const {
    return has_length_[text.size() < kLengths ? text.size() : kLengths - 1] && is_listed(text);
  }

  /// Whether one of them looks like a number.
  bool has_numbers() const;

 private:
  static constexpr std::size_t kLengths = 32;
  bool is_listed(std::string_view text) const;

  std::vector<std::string> texts_;
  std::array<bool, kLengths> has_length_{};  // the last entry: that length or longer
};

/// Whether `text` looks like a number: a decimal number, one that is too large, inf, nan, or one with a
/// decimal comma. Use it for guesses; parse_number decides whether it is a number.
bool is_meant_as_number(std::string_view text);

/// Whether `text` can be text in a column that is not in --categorical: it is UTF-8 and looks like a number
/// in no notation.
bool is_plain_text(std::string_view text);

/// The position of a cell, for messages.
struct CellPlace {
  std::string path;
  char delimiter = ',';
  std::size_t line = 0;
  std::size_t field = 0;              ///< 1-based
  std::string column;                 ///< the name
  std::vector<std::string> given_na;  ///< spellings of a missing value, if given by the user
  std::string if_text;                ///< the remedy if the column should be text; may be empty
  bool can_fill = false;              ///< whether --missing mean would help
};

/// "data.csv:418:3: column 'curtosis'", the start of every message about a cell.
std::string describe(const CellPlace& place);

/// Throws the DataError for a missing value that is not allowed.
[[noreturn]] void refuse_missing(const CellPlace& place, std::string_view text);

/// Throws the DataError for a cell that is not a number or not an allowed text. `beside` follows "is not a
/// number" in the message.
[[noreturn]] void refuse_cell(const CellPlace& place, std::string_view text, const std::string& beside = "");

}  // namespace nntrain
