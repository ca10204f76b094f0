#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/line_reader.hpp"

namespace nntrain {

/// What --delimiter means: one byte, also written "tab" or "\t"; '\0' for "auto". Throws UsageError.
char parse_delimiter(const std::string& text);

/// The text that stands for it: "tab", or the byte itself.
std::string delimiter_text(char delimiter);

/// The one of tab ; | , that cuts the first lines into the same number of fields, at least two; of several
/// the first in this order, so that a decimal comma does not hide a ;. A comma if there is none. Starts at
/// the lines' beginning and leads back there.
char guess_delimiter(LineReader& lines);

/// A record that outlives its reader; no cells if the file has no such record.
struct KeptRecord {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

/// The first two records, from the lines' beginning, to which it leads back.
struct Opening {
  KeptRecord first;
  KeptRecord second;
};
Opening read_opening(LineReader& lines, char delimiter);

/// "line 1 is 3.6216,8.6661,0", for messages.
std::string show_record(const KeptRecord& record, char delimiter);

/// Whether the first record is a header. Numbers in it say no; text above numbers says yes, and so does text
/// that holds one of the names `asked` for. nullopt where neither is clear.
std::optional<bool> guess_header(const Opening& opening, const MissingTexts& missing,
                                 const std::vector<std::string>& asked);

}  // namespace nntrain
