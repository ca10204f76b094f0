#include "base/json_text.hpp"

#include <iterator>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr unsigned kBytes = 0xEF00;  // U+EF80 .. U+EFFF stand for the bytes 0x80 .. 0xFF

/// Whether `text` starts with one of U+EF80 .. U+EFFF: EE BE xx or EE BF xx in UTF-8.
bool is_at_byte(std::string_view text) {
  return text.starts_with("\xEE\xBE") || text.starts_with("\xEE\xBF");
}

void append_escape(std::string& json, unsigned code) {
  fmt::format_to(std::back_inserter(json), "\\u{:04x}", code);
}

}  // namespace

void append_json_text(std::string& json, std::string_view text) {
  json += '"';
  while (!text.empty()) {
    std::size_t length = utf8_length(text);
    if (length == 0 || is_at_byte(text)) {
      length = 1;
      append_escape(json, kBytes + static_cast<unsigned char>(text.front()));
    } else if (escaped_length(text) > 0) {
      append_escape(json, code_point(text));
    } else {
      if (text.front() == '"' || text.front() == '\\') json += '\\';
      json += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  json += '"';
}

std::string bytes_of_json_text(std::string text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size(); ++at, ++end) {
    const std::string_view rest = std::string_view(text).substr(at);
    if (is_at_byte(rest)) {
      text[end] = static_cast<char>(code_point(rest) - kBytes);
      at += 2;
    } else {
      text[end] = text[at];
    }
  }
  text.resize(end);
  return text;
}

}  // namespace nntrain
