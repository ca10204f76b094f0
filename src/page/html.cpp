#include "page/html.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

/// \uNNNN, or two of them for a character beyond U+FFFF.
std::string json_escape(unsigned code) {
  if (code < 0x10000U) return fmt::format("\\u{:04x}", code);
  const unsigned rest = code - 0x10000U;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + (rest >> 10U), 0xDC00U + (rest & 0x3FFU));
}

}  // namespace

std::string html_text(std::string_view text) {
  return markup_text(text, std::string_view::npos);
}

std::string page_json(std::string_view json) {
  std::string out;
  while (!json.empty()) {
    const std::size_t length = std::max<std::size_t>(1, utf8_length(json));
    const std::string_view one = json.substr(0, length);
    json.remove_prefix(length);
    const unsigned code = length > 1 ? code_point(one) : 0;
    const bool is_control = one == "\x7F" || (code >= 0x80U && code <= 0x9FU);
    if (one == "<" || is_control || is_noncharacter(code)) {
      out += json_escape(length > 1 ? code : static_cast<unsigned char>(one.front()));
    } else {
      out += one;
    }
  }
  return out;
}

}  // namespace nntrain
