#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// The name of a file in messages: its printable path, or "standard input" for "-".
std::string shown_path(const std::string& path);

/// `text` as one word of a shell command, in single quotes if needed.
std::string shell_word(std::string_view text);

/// `text` in double quotes (RFC 4180).
std::string csv_quoted(std::string_view text);

/// `text` as one item of a list on the command line (split_list). It is quoted if the list grammar would read
/// it differently.
std::string list_item(std::string_view text);

/// `text` as a CSV cell, quoted only if needed.
std::string csv_cell(std::string_view text);

/// A command that filters a file before nntrain reads it: "zcat < data.csv | nntrain --data - ...". `filter`
/// is a program that reads standard input; `flags` follow "--data -".
std::string filter_remedy(std::string_view filter, const std::string& path, std::string_view flags = "");

}  // namespace nntrain
