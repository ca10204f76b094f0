#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/json_text.hpp"
#include "base/text.hpp"
#include "base/typed_parts.hpp"

namespace nntrain {
namespace {

/// A mark that may open a text, and those that close it then.
struct QuoteMarks {
  std::string_view open;
  std::array<std::string_view, 3> close;
  bool has_escapes = false;
};
constexpr auto kQuoteMarks = std::to_array<QuoteMarks>({
    {"\"", {"\"", "\"", "\""}, true},  // JSON's own
    {"'", {"'", "'", "'"}},
    {"`", {"`", "'", "`"}},
    {"\xE2\x80\x9C", {"\xE2\x80\x9D", "\"", "\xE2\x80\x9C"}},  // the double quotes of slides
    {"\xE2\x80\x9D", {"\xE2\x80\x9D", "\"", "\xE2\x80\x9C"}},
    {"\xE2\x80\x9E", {"\xE2\x80\x9C", "\"", "\xE2\x80\x9D"}},
    {"\xE2\x80\x98", {"\xE2\x80\x99", "'", "\xE2\x80\x98"}},  // their single quotes
    {"\xE2\x80\x99", {"\xE2\x80\x99", "'", "\xE2\x80\x98"}},
    {"\xC2\xAB", {"\xC2\xBB", "\xC2\xBB", "\xC2\xBB"}},  // those of Spanish
});

constexpr std::size_t kUnitLength = 6;  // \uXXXX

/// The UTF-16 code unit that the escape sequence \uXXXX at the start of `text` stands for.
std::optional<unsigned> escaped_unit(std::string_view text) {
  if (text.size() < kUnitLength || !text.starts_with("\\u")) return {};
  unsigned unit = 0;
  const char* const end = text.data() + kUnitLength;
  const auto [stop, error] = std::from_chars(text.data() + 2, end, unit, 16);
  return error == std::errc() && stop == end ? std::optional(unit) : std::nullopt;
}

/// The length of the escape sequence of JSON at the start of `text`, or 0. A surrogate is one only in a pair
/// (RFC 8259, section 7).
std::size_t escape_length(std::string_view text) {
  const auto is_low = [](unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; };
  const std::optional<unsigned> unit = escaped_unit(text);
  if (!unit) {
    constexpr std::string_view kEscaped = "\"\\/bfnrt";
    return text.size() > 1 && kEscaped.find(text[1]) != std::string_view::npos ? 2 : 0;
  }
  if (is_low(*unit)) return 0;
  if (*unit < 0xD800 || *unit > 0xDFFF) return kUnitLength;
  const std::optional<unsigned> second = escaped_unit(text.substr(kUnitLength));
  return second && is_low(*second) ? 2 * kUnitLength : 0;
}

/// What stands between the quotes, as JSON has it. `typed`: with JSON's escapes, or without any.
std::string json_of(const std::string& typed, bool has_escapes) {
  std::string json;
  if (!has_escapes) {
    append_json_text(json, typed);
    return json.substr(1, json.size() - 2);
  }
  for (const char c : typed) {
    const auto byte = static_cast<unsigned char>(c);
    json += byte < 0x20 ? fmt::format("\\u{:04x}", byte) : std::string(1, c);
  }
  return json;
}

}  // namespace

std::optional<TypedPart> typed_text(std::string_view text) {
  const auto* const marks = std::find_if(kQuoteMarks.begin(), kQuoteMarks.end(),
                                         [&](const QuoteMarks& one) { return text.starts_with(one.open); });
  if (marks == kQuoteMarks.end()) return {};
  TypedPart part{marks->open.size(), "", ""};
  std::string typed;
  for (;;) {
    const std::string_view rest = text.substr(part.length);
    if (const std::size_t end = length_of_start(marks->close, rest); end > 0) {
      part.length += end;
      part.json = json_of(typed, marks->has_escapes);
      return part;
    }
    const bool is_cut = rest.empty() || rest.front() == '\n' || rest.front() == '\r';
    if (is_cut) part.wrong = "the text that begins here is not closed on its line";
    const bool is_escape = marks->has_escapes && rest.starts_with('\\');
    const std::size_t length = is_escape ? escape_length(rest) : utf8_length(rest);
    if (length == 0) part.wrong = "a \\ in the text that begins here is no escape of JSON";
    if (!part.wrong.empty()) return part;
    typed += rest.substr(0, length);
    part.length += length;
  }
}

}  // namespace nntrain
