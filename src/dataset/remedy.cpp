#include "dataset/remedy.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {

std::string shown_path(const std::string& path) {
  constexpr std::size_t kLongest = 1000;
  return path == "-" ? "standard input" : printable(path, kLongest);
}

std::string shell_word(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) return std::string(text);
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string list_item(std::string_view text) {
  const bool plain = text.find_first_of(",\"*") == std::string_view::npos && trim(text) == text &&
                     text.find("..") == std::string_view::npos && text.substr(0, 4) != "col:";
  if (plain) return std::string(text);
  std::string item = "\"";
  for (const char c : text) {
    if (c == '"') item += '"';
    item += c;
  }
  return item + "\"";
}

std::string filter_remedy(std::string_view filter, const std::string& path, std::string_view flags) {
  const std::string more = flags.empty() ? "..." : fmt::format("{} ...", flags);
  if (path == "-") return fmt::format("... | {} | nntrain --data - {}", filter, more);
  return fmt::format("{} < {} | nntrain --data - {}", filter, printable(shell_word(path), 1000), more);
}

}  // namespace nntrain
