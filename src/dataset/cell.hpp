#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/remedy.hpp"
#include "dataset/missing_texts.hpp"

namespace nntrain {

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
  std::vector<Way> without;           ///< the way to leave the column out, or none
  std::vector<Way> if_text;           ///< the way if the column should be text, or none
  bool can_fill = false;              ///< whether --missing mean would help
};

/// "data.csv:418:3: column 'curtosis'", the start of every message about a cell.
std::string describe(const CellPlace& place);

class OddCells;

/// Throws the DataError if all texts of a column are numbers with a unit or thousands; `where` starts the
/// message, and `if_text` is the way to read the column as text.
void refuse_amounts(const std::string& where, const std::vector<std::string>& texts,
                    const std::vector<Way>& if_text);

/// Throws the DataError for a missing value that is not allowed, in a column with these cells.
[[noreturn]] void refuse_missing(const CellPlace& place, std::string_view text, const OddCells& cells);

/// Throws the DataError for a cell that is not a number or not an allowed text, in a column with these cells.
/// `beside` follows "is not a number" in the message.
[[noreturn]] void refuse_cell(const CellPlace& place, std::string_view text, const OddCells& cells,
                              const std::string& beside = "");

}  // namespace nntrain
