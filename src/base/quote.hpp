#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// How messages call a file: its path made printable, "standard input" for "-".
std::string shown_path(const std::string& path);

/// `text` as one word of a shell: in single quotes where it needs them.
std::string shell_word(std::string_view text);

/// `text` in double quotes, as RFC 4180 has it.
std::string csv_quoted(std::string_view text);

/// `text` as one item of a list on the command line (split_list) that means exactly this text: quoted where
/// the list grammar would read something else in it.
std::string list_item(std::string_view text);

/// `text` as a cell of a CSV: quoted only where it must be.
std::string csv_cell(std::string_view text);

/// The command that changes a file on its way in: "zcat data.csv | nntrain --data - ...". `filter` is a
/// program that reads standard input if it is given no file; `flags` go behind "--data -".
std::string filter_remedy(std::string_view filter, const std::string& path, std::string_view flags = "");

}  // namespace nntrain
