#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// Appends `text` to `json` as a JSON text in quotes. What a terminal must not get as it is
/// (escaped_length()) is written as \uNNNN, which means the same. Each byte that is no UTF-8, as in some
/// paths, becomes a character of private use: byte 0xE9 becomes U+EFE9, written \uefe9. So do the bytes of
/// U+EF80 .. U+EFFF themselves: no text is lost.
void append_json_text(std::string& json, std::string_view text);

/// The bytes that append_json_text() was given, from the characters of its JSON text.
std::string bytes_of_json_text(std::string text);

}  // namespace nntrain
