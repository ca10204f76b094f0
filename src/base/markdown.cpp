#include "base/markdown.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace nntrain {
namespace {

bool ends_with_www(std::string_view text) {
  return text.size() >= 3 && lower(text.substr(text.size() - 3)) == "www";
}

}  // namespace

std::string markdown_text(std::string_view text) {
  const std::string shown = printable(text, std::string_view::npos);
  const std::size_t digits = std::min(shown.find_first_not_of("0123456789"), shown.size());
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    const bool ends_word = i + 1 == shown.size() || shown[i + 1] == ' ';
    const bool begins_item = i == digits && i > 0 && (c == '.' || c == ')') && ends_word;  // "1. "
    const bool begins = i == 0 && std::string_view("#+-=").find(c) != std::string_view::npos;
    const bool is_special = std::string_view("\\`*_[]<>|&$~").find(c) != std::string_view::npos;
    // GitHub makes links of https://a.b and www.a.b without a mark.
    const bool begins_link =
        shown.compare(i, 3, "://") == 0 || (c == '.' && ends_with_www(std::string_view(shown).substr(0, i)));
    if (begins_item || begins || is_special || begins_link) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_table_head(const std::vector<std::string>& heads, std::size_t texts) {
  std::string out = markdown_table_row(heads) + "|";
  for (std::size_t i = 0; i < heads.size(); ++i) out += i < texts ? "---|" : "---:|";
  return out + '\n';
}

std::string markdown_table_row(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& cell : cells) out += ' ' + cell + " |";
  return out + '\n';
}

std::string markdown_table(const std::vector<std::string>& heads,
                           const std::vector<std::vector<std::string>>& rows, std::size_t texts) {
  std::string out = markdown_table_head(heads, texts);
  for (const std::vector<std::string>& row : rows) out += markdown_table_row(row);
  return out;
}

std::string markdown_list(std::string_view lines) {
  std::string out;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    const std::size_t key = line.find(": ");
    out += "- ";
    if (key != std::string_view::npos) out += "**" + markdown_text(line.substr(0, key)) + "**: ";
    out += markdown_text(key == std::string_view::npos ? line : line.substr(key + 2)) + '\n';
    lines.remove_prefix(line.size() == lines.size() ? line.size() : line.size() + 1);
  }
  return out;
}

}  // namespace nntrain
