#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "csv/delimiter.hpp"
#include "csv/line_reader.hpp"
#include "csv/number_style.hpp"
#include "dataset/cell.hpp"

namespace nntrain {

/// Guesses the delimiter among tab ; | comma and runs of blanks: the one with which the largest share of the
/// first 50 records has the same number of fields, at least two. On a tie the earlier one in this order wins,
/// so a decimal comma does not hide a semicolon; but runs of blanks win where all records agree on more
/// fields with them, or on as many and the first does not with the other one, and most have several blanks
/// side by side. A comma if there is none. Starts and ends at the first line. It does not wait for records
/// that have not come yet.
char guess_delimiter(LineReader& lines, const std::string& comment = "");

/// Whether guess_delimiter() can find the delimiter with this text.
bool is_guessable(const std::string& delimiter);

/// A character that is not guessed, but separates all of the first records into the same number of fields.
std::optional<char> rare_delimiter(LineReader& lines, const std::string& comment);

/// A copy of a record. It has no cells if the file has no such record.
struct KeptRecord {
  std::size_t line = 0;
  std::vector<std::string> cells;
  bool is_first_quoted = false;  ///< whether the first cell is in quotes
};

/// The first records, at most 50: up to one with an error, or to where the input waits. read_opening() starts
/// and ends at the first line. It throws the DataError of the first record.
struct Opening {
  std::vector<KeptRecord> records;

  const KeptRecord& first() const { return at(0); }
  const KeptRecord& second() const { return at(1); }
  const KeptRecord& at(std::size_t index) const {
    static const KeptRecord none;
    return index < records.size() ? records[index] : none;
  }
};
Opening read_opening(LineReader& lines, char delimiter, const std::string& comment = "");

/// The character with which a line of a comment starts, if its first cell can start one; else "".
std::string comment_sign(std::string_view cell);

/// "line 1 is 3.6216,8.6661,0", for messages.
std::string show_record(const KeptRecord& record, char delimiter);

/// Whether the first record is a header. Yes if its numbers are 0, 1, 2 ... or 1, 2, 3 ..., at least five or
/// behind an empty cell, and those of no other record are; or if they or years stand behind an empty cell
/// below which the rows are counted. Not clear if they are three or four of these, or years, and those of no
/// other record are, or two above decimals, or a number above texts only. Numbers with units count as numbers
/// where both records have them. Else no if numbers and texts are in the same columns as in the second one,
/// or if it has no text and the second one has numbers or another number of fields. Yes if it has text but no
/// numbers, and the second one or most others have a number or there is none, or the text includes a name in
/// `asked`. Else nullopt: it is not clear.
std::optional<bool> guess_header(const Opening& opening, const MissingTexts& missing,
                                 const std::vector<std::string>& asked);

}  // namespace nntrain
