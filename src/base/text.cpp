#include "base/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace nntrain {
namespace {

/// The optimal string alignment distance.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

}  // namespace

std::string_view trim(std::string_view text) {
  const char* const kBlanks = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string result;
  std::size_t shown = 0;
  while (!text.empty()) {
    if (shown++ == limit) return result + "...";
    const std::size_t hidden = escaped_length(text);
    const std::size_t length = hidden > 0 ? hidden : utf8_length(text);
    result += hidden > 0 ? hex_escapes(text.substr(0, length)) : std::string(text.substr(0, length));
    text.remove_prefix(length);
  }
  return result;
}

std::size_t escaped_length(std::string_view text) {
  const std::size_t length = utf8_length(text);
  if (length == 0) return 1;
  const unsigned code = code_point(text);
  const bool is_control = code < 0x20 || (code >= 0x7F && code <= 0x9F) ||
                          (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
                          code == 0x61C || code == 0x200E || code == 0x200F;
  return is_control ? length : 0;
}

std::string hex_escapes(std::string_view bytes) {
  std::string escapes;
  for (const char byte : bytes) escapes += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
  return escapes;
}

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return 0;
  if (lead < 0xE0) return 2;
  if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) || !continues(2)) return 0;
  if (lead < 0xF0) return 3;
  if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F) || !continues(3)) return 0;
  return 4;
}

unsigned code_point(std::string_view text) {
  const std::size_t length = utf8_length(text);
  unsigned code = static_cast<unsigned char>(text.front());
  if (length > 1) code &= 0x7FU >> length;
  for (std::size_t i = 1; i < length; ++i) code = code << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return code;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string free_name(const std::string& wanted, std::set<std::string>& taken) {
  std::string name = wanted;
  for (std::size_t i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}_{}", wanted, i);
  return name;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::optional<std::string> nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 100;  // the time grows with the product of both lengths
  if (name.empty() || name.size() > kLongest) return {};
  const std::string wanted = lower(name);
  std::size_t best = std::max<std::size_t>(1, name.size() / 3) + 1;
  std::optional<std::string> nearest;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongest || candidate == name) continue;
    const std::string folded = lower(candidate);
    std::size_t distance = edit_distance(wanted, folded);
    const bool prefix = wanted.size() >= 3 && folded.compare(0, wanted.size(), wanted) == 0;
    if (prefix) distance = std::min<std::size_t>(distance, 1);  // an abbreviation
    if (distance < best && distance < candidate.size()) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string join(const std::vector<std::string>& items, std::string_view separator, std::size_t limit) {
  std::string result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) result += separator;
    if (result.size() + items[i].size() > limit && i > 0) return result + "...";
    result += items[i];
  }
  return result;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates,
                         std::string_view prefix) {
  const std::optional<std::string> nearest = nearest_name(name, candidates);
  return nearest ? fmt::format("; did you mean '{}{}'?", prefix, printable(*nearest, std::string::npos))
                 : std::string();
}

}  // namespace nntrain
