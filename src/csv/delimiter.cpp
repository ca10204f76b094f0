#include "csv/delimiter.hpp"

#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {

std::string delimiter_text(char delimiter) {
  if (delimiter == kBlanks) return "blanks";
  return delimiter == '\t' ? "tab" : std::string(1, delimiter);
}

char parse_delimiter(const std::string& text) {
  if (text == "auto") return '\0';
  if (text == "blanks") return kBlanks;
  if (text == "tab" || text == "\\t") return '\t';
  // Characters of numbers, names and line ends cannot be delimiters.
  const auto cannot_separate = [](char c) {
    const bool graphic = c > ' ' && c < '\x7F';
    const bool letter = is_letter(c) || is_digit(c);
    return !(graphic || c == ' ' || c == '\t') || letter ||
           std::string_view("\"+-.").find(c) != std::string_view::npos;
  };
  if (text.size() != 1 || cannot_separate(text.front())) {
    throw UsageError(
        fmt::format("--delimiter '{}' cannot separate columns: use auto, tab, blanks (runs of them), or one "
                    "character like , ; | : or a blank",
                    printable(text)));
  }
  return text.front();
}

}  // namespace nntrain
