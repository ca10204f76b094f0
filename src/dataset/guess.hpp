#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/line_reader.hpp"

namespace nntrain {

/// The byte that --delimiter means; "tab" and "\t" are a tab, '\0' is "auto". Throws UsageError.
char parse_delimiter(const std::string& text);

/// The text for a delimiter: "tab" or the byte itself.
std::string delimiter_text(char delimiter);

/// Guesses the delimiter among tab ; | and comma: the one with which the largest share of the first 50
/// records has as many fields as the first record, at least two. On a tie the earlier one in this order wins,
/// so a decimal comma does not hide a semicolon. A comma if there is none. Starts and ends at the first line.
/// It does not wait for records that have not come yet.
char guess_delimiter(LineReader& lines);

/// Whether guess_delimiter() can find the delimiter with this text.
bool is_guessable(const std::string& delimiter);

/// A copy of a record. It has no cells if the file has no such record.
struct KeptRecord {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

/// The first two records; only one if the input waits behind it. read_first_records() starts and ends at the
/// first line.
struct FirstRecords {
  KeptRecord first;
  KeptRecord second;
};
FirstRecords read_first_records(LineReader& lines, char delimiter);

/// "line 1 is 3.6216,8.6661,0", for messages.
std::string show_record(const KeptRecord& record, char delimiter);

/// Whether the first record is a header. No if it has numbers but no text, or both in the same columns as the
/// second one. Yes if it has text but no numbers, and the second one has a number or does not exist, or the
/// text includes a name in `asked`. Else nullopt: it is not clear.
std::optional<bool> guess_header(const FirstRecords& records, const MissingTexts& missing,
                                 const std::vector<std::string>& asked);

}  // namespace nntrain
