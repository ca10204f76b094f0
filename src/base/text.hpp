#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Cuts blanks (spaces and tabs) and carriage returns from both ends.
std::string_view trim(std::string_view text);

/// The pieces between commas, quoted as in CSV: a piece that starts with " runs to the closing quote, and ""
/// inside it is one ". Blanks around a piece are cut. nullopt if a quote is not closed or text follows it.
struct ListItem {
  std::string text;
  bool quoted = false;
};
std::optional<std::vector<ListItem>> split_list(std::string_view text);

/// `text` with every byte that a terminal should not see (control characters, invalid UTF-8) as \xNN, cut
/// after `limit` characters with "..." behind.
std::string printable(std::string_view text, std::size_t limit = 60);

/// The length of the well-formed UTF-8 sequence at the start of `text`, 0 if there is none (Unicode, table
/// 3-7).
std::size_t utf8_length(std::string_view text);

/// Whether every byte belongs to a well-formed UTF-8 sequence (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// How many columns a terminal shows `text` in: its code points (wide ones count as one).
std::size_t width_of(std::string_view text);

/// A to Z as a to z.
std::string lower(std::string_view text);

/// "1 row", "2 rows".
std::string counted(std::size_t count, std::string_view noun);

/// The candidate nearest to `name` by edits (insert, delete, replace, swap of neighbours), ignoring case; the
/// first of equals; nullopt if none is near enough to be meant.
std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "a, b, c", cut with "..." where it grows over `limit` characters.
std::string join(const std::vector<std::string>& items, std::string_view separator = ", ",
                 std::size_t limit = 200);

/// " did you mean 'x'?" with the separator in front, or "" if no candidate is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates,
                         std::string_view prefix = "");

}  // namespace nntrain
