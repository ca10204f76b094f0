#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/remedy.hpp"
#include "dataset/missing_texts.hpp"

namespace nntrain {

bool is_decimal_comma(std::string_view text);  ///< 1,5
bool is_not_finite(std::string_view text);     ///< inf, -Infinity or nan
bool is_hexadecimal(std::string_view text);    ///< 0x1F
bool has_thousands(
    std::string_view text);  ///< 1,000 or -1,234,567.8: three digits after every comma, and not 0,125

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
  std::size_t field = 0;        ///< 1-based
  std::string column;           ///< the name
  std::size_t header_line = 0;  ///< the line with the names; 0: there is none
  bool is_target = false;
  bool is_like = false;     ///< whether the file is read like another one
  bool is_quoted = false;   ///< whether delimiters stand in quotes, which awk would not see
  bool has_points = false;  ///< whether the file has numbers such as 1.234,5
  std::vector<std::pair<std::string, std::string>> lists;  ///< the flags with columns that the user gave
  std::vector<std::string> given_na;     ///< spellings of a missing value, if given by the user
  std::vector<std::string> given_units;  ///< the same for units of numbers
  std::vector<Way> without;              ///< the way to leave the column out, or none
  std::vector<Way> if_text;              ///< the way if the column should be text, or none
  bool can_fill = false;                 ///< whether --missing mean would help
};

/// "data.csv:418:3: column 'curtosis'", the start of every message about a cell.
std::string describe(const CellPlace& place);

}  // namespace nntrain
