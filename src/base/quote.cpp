#include "base/quote.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

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
  const bool has_escapes = printable(text, std::string::npos) != text;
  std::string word = has_escapes ? "$'" : "'";  // $'...': a word of bash and zsh
  while (!text.empty()) {
    const std::size_t escaped = escaped_length(text);
    const std::string_view bytes = text.substr(0, escaped > 0 ? escaped : utf8_length(text));
    if (escaped > 0) {
      word += hex_escapes(bytes);
    } else if (has_escapes && (bytes == "'" || bytes == "\\")) {
      word.append("\\").append(bytes);
    } else {
      word += bytes == "'" ? "'\\''" : bytes;
    }
    text.remove_prefix(bytes.size());
  }
  return word + "'";
}

std::string csv_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::size_t quoted_length(std::string_view text) {
  if (text.empty() || text.front() != '"') return 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != '"') continue;
    if (i + 1 == text.size() || text[i + 1] != '"') return i + 1;
    ++i;
  }
  return 0;
}

std::string unquoted(std::string_view text) {
  if (text.empty() || quoted_length(text) != text.size()) return std::string(text);
  std::string plain;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    plain += text[i];
    if (text[i] == '"') ++i;  // "" stands for one
  }
  return plain;
}

std::optional<std::vector<ListItem>> split_list(std::string_view text) {
  std::vector<ListItem> items;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    ListItem item;
    item.quoted = !text.empty() && text.front() == '"';
    if (item.quoted) {
      const std::size_t length = quoted_length(text);
      if (length == 0) return {};
      item.text = unquoted(text.substr(0, length));
      text.remove_prefix(length);
    }
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view rest = trim(text.substr(0, comma));
    if (item.quoted && !rest.empty()) return {};
    if (!item.quoted) item.text = rest;
    items.push_back(std::move(item));
    text.remove_prefix(comma);
    if (text.empty()) return items;
    text.remove_prefix(1);
  }
}

std::optional<std::vector<std::string>> split_quoted(std::string_view text) {
  std::vector<std::string> items;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == ',') {
      items.emplace_back(trim(text.substr(begin, i - begin)));
      begin = i + 1;
    } else if (text[i] == '"' && (trim(text.substr(begin, i - begin)).empty() || text[i - 1] == '[')) {
      const std::size_t length = quoted_length(text.substr(i));
      if (length == 0) return {};
      i += length - 1;
    }
  }
  return items;
}

std::string list_item(std::string_view text) {
  const bool plain = text.find_first_of(",\"*") == std::string_view::npos && trim(text) == text &&
                     text.find("..") == std::string_view::npos && text.substr(0, 4) != "col:";
  return plain ? std::string(text) : csv_quoted(text);
}

std::string csv_cell(std::string_view text) {
  std::string cell;
  append_csv_cell(cell, text);
  return cell;
}

void append_csv_cell(std::string& csv, std::string_view text) {
  const bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos && trim(text) == text;
  if (plain)
    csv += text;
  else
    csv += csv_quoted(text);
}

std::string list_with(const std::string& list, const std::string& item) {
  return list.empty() ? item : list + "," + item;
}

std::string filter_remedy(std::string_view filter, const std::string& path, const std::string& command,
                          std::string_view flags) {
  const std::string more = flags.empty() ? "..." : fmt::format("{} ...", flags);
  struct stat status {};
  const bool is_pipe =
      path == "-" || (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode));  // read once
  if (is_pipe) return fmt::format("... | {} | {} - {}", filter, command, more);
  return fmt::format("{} < {} | {} - {}", filter, shell_word(path), command, more);
}

}  // namespace nntrain
