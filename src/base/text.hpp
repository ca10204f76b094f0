#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Whether it is one of a-z and A-Z.
inline bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether it is a letter, a digit or _.
inline bool is_word_character(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

/// What people type for a minus sign: U+2212 itself, the en dash, which word processors make of a hyphen, and
/// the figure dash.
constexpr std::array<std::string_view, 3> kMinusSigns = {"\xE2\x88\x92", "\xE2\x80\x93", "\xE2\x80\x92"};

/// The length of the first of `starts` with which `text` starts; 0 if there is none.
template <typename Texts>
std::size_t length_of_start(const Texts& starts, std::string_view text) {
  const auto found = std::find_if(starts.begin(), starts.end(),
                                  [&](std::string_view start) { return text.starts_with(start); });
  return found == starts.end() ? 0 : found->size();
}

/// Removes spaces, tabs and carriage returns from both ends.
std::string_view trim(std::string_view text);

/// The bytes at the start of `text` that a terminal must not get as they are, or 0: an invalid UTF-8 byte, a
/// control character (C0, DEL, C1), a separator of lines, or a control of the direction of text (Unicode
/// Standard Annex 9).
std::size_t escaped_length(std::string_view text);

/// \xNN for each byte.
std::string hex_escapes(std::string_view bytes);

/// Replaces what escaped_length() finds by \xNN. Cuts the text after `limit` characters and appends "...".
std::string printable(std::string_view text, std::size_t limit = 60);

/// The length in bytes of the valid UTF-8 sequence at the start of `text`, 0 if there is none (Unicode, table
/// 3-7).
std::size_t utf8_length(std::string_view text);

/// The code point of the valid UTF-8 sequence at the start of `text`.
unsigned code_point(std::string_view text);

/// Whether the text is valid UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// The width of `text` on a terminal: the number of code points. Wide characters count as one.
std::size_t width_of(std::string_view text);

/// `wanted`, or if it is taken, the first free one of wanted_2, wanted_3 ... It is taken then.
std::string free_name(const std::string& wanted, std::set<std::string>& taken);

/// Changes A-Z to a-z.
std::string lower(std::string_view text);

/// "1 row", "2 rows".
std::string counted(std::size_t count, std::string_view noun);

/// The candidate with the smallest edit distance to `name` (insert, delete, replace, swap of neighbours),
/// ignoring case; the first one on a tie. nullopt if none is similar.
std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "a, b, c". If an item after the first would exceed `limit` bytes, "..." ends the list instead.
std::string join(const std::vector<std::string>& items, std::string_view separator = ", ",
                 std::size_t limit = 200);

/// "; did you mean 'x'?", or "" if no candidate is similar. `prefix` precedes the name.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates,
                         std::string_view prefix = "");

}  // namespace nntrain
