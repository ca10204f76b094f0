#pragma once

#include <string>

namespace nntrain {

/// The delimiter that stands for runs of blanks and tabs; those at the start of a line separate nothing. (No
/// line has this byte.)
inline constexpr char kBlanks = '\n';

/// The byte that --delimiter means; "tab" and "\t" are a tab, "blanks" is kBlanks, '\0' is "auto". Throws
/// UsageError.
char parse_delimiter(const std::string& text);

/// The text for a delimiter: "tab", "blanks" or the byte itself.
std::string delimiter_text(char delimiter);

}  // namespace nntrain
