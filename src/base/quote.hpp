#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The name of a file in messages: its printable path, or "standard input" for "-".
std::string shown_path(const std::string& path);

/// `text` as one word of a shell command, in single quotes if needed.
std::string shell_word(std::string_view text);

/// `text` in double quotes (RFC 4180).
std::string csv_quoted(std::string_view text);

/// The length of the text in double quotes (RFC 4180) at the start of `text`, 0 if there is none.
std::size_t quoted_length(std::string_view text);

/// What csv_quoted() quoted; `text` itself if it is not in quotes.
std::string unquoted(std::string_view text);

/// Splits a list at its commas. Quotes work as in CSV: an item that starts with " ends at the closing ", and
/// "" inside is one ". Blanks around items are removed. nullopt if a quote is not closed or text follows it.
struct ListItem {
  std::string text;
  bool quoted = false;
};
std::optional<std::vector<ListItem>> split_list(std::string_view text);

/// Splits a list at its commas, except in double quotes, which begin an item or follow a [. The items keep
/// their quotes; blanks around them are removed. nullopt if a quote is not closed.
std::optional<std::vector<std::string>> split_quoted(std::string_view text);

/// `text` as one item of a list on the command line (split_list). It is quoted if the list grammar would read
/// it differently.
std::string list_item(std::string_view text);

/// A list with one more item.
std::string list_with(const std::string& list, const std::string& item);

/// `text` as a CSV cell, quoted only if needed.
std::string csv_cell(std::string_view text);
void append_csv_cell(std::string& csv, std::string_view text);

/// A command that filters a file before nntrain reads it: "zcat < data.csv | nntrain --data - ...". `filter`
/// is a program that reads standard input; `command`, like "nntrain --data", is what stands before the file,
/// `flags` are those behind it.
std::string filter_remedy(std::string_view filter, const std::string& path, const std::string& command,
                          std::string_view flags);

}  // namespace nntrain
