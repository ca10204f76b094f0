#include "export/c_text.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLongestComment = 200;
constexpr std::size_t kCharactersPerLine = 16;

/// Appends a character as it stands between two of `quote`.
void append_escaped(std::string& literal, char c, char quote) {
  if (c == quote || c == '\\' || c == '?') {
    literal.append(1, '\\').append(1, c);
  } else if (c >= ' ' && c <= '~') {
    literal += c;
  } else {
    fmt::format_to(std::back_inserter(literal), "\\{:03o}", static_cast<unsigned char>(c));
  }
}

}  // namespace

std::string c_string(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) append_escaped(literal, c, '"');
  return literal + "\"";
}

std::string c_characters(std::string_view text) {
  std::string list = "{";
  for (std::size_t i = 0; i < text.size(); ++i) {
    list += i % kCharactersPerLine == 0 ? "\n    '" : " '";
    append_escaped(list, text[i], '\'');
    list += "',";
  }
  return list + " 0}";
}

std::string c_number(double value) {
  const std::string text = shortest(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string c_comment(std::string_view text) {
  std::string comment;
  const std::string shown = printable(text, kLongestComment);
  for (std::size_t at = 0; at < shown.size();) {
    const std::string_view rest = std::string_view(shown).substr(at);
    const std::string_view character = rest.substr(0, std::max<std::size_t>(utf8_length(rest), 1));
    const char last = comment.empty() ? ' ' : comment.back();
    const bool joins =
        (last == '*' && rest[0] == '/') || (last == '/' && rest[0] == '*') || (last == '?' && rest[0] == '?');
    if (joins) comment += ' ';
    comment += character;
    at += character.size();
  }
  return comment;
}

}  // namespace nntrain
