#include "base/typed_tokens.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/json_reader.hpp"
#include "base/json_text.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

using namespace std::string_view_literals;

/// Minus signs: ASCII's, U+2212, and U+2013, which word processors make of it.
constexpr std::array kMinuses = {"-"sv, "\xE2\x88\x92"sv, "\xE2\x80\x93"sv};
constexpr auto kBlankMarks = std::to_array({" "sv, "\t"sv, "\r"sv, "\n"sv, "\xC2\xA0"sv, "\xEF\xBB\xBF"sv});

/// The marks that may open a text, and those that close it then.
struct QuoteMarks {
  std::string_view open;
  std::array<std::string_view, 3> close;
};
constexpr auto kQuoteMarks = std::to_array<QuoteMarks>({
    {"'", {"'", "'", "'"}},
    {"`", {"`", "'", "`"}},
    {"\xE2\x80\x9C", {"\xE2\x80\x9D", "\"", "\xE2\x80\x9C"}},  // the double quotes of slides
    {"\xE2\x80\x9D", {"\xE2\x80\x9D", "\"", "\xE2\x80\x9C"}},
    {"\xE2\x80\x9E", {"\xE2\x80\x9C", "\"", "\xE2\x80\x9D"}},
    {"\xE2\x80\x98", {"\xE2\x80\x99", "'", "\xE2\x80\x98"}},  // their single quotes
    {"\xE2\x80\x99", {"\xE2\x80\x99", "'", "\xE2\x80\x98"}},
    {"\xC2\xAB", {"\xC2\xBB", "\xC2\xBB", "\xC2\xBB"}},  // those of Spanish
});

/// The length of the first of `marks` that `text` begins with, or 0.
template <typename Marks>
std::size_t mark_length(std::string_view text, const Marks& marks) {
  const auto found =
      std::find_if(marks.begin(), marks.end(), [&](std::string_view mark) { return text.starts_with(mark); });
  return found == marks.end() ? 0 : found->size();
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The length of the escape sequence of JSON at the start of `text`, or 0.
std::size_t escape_length(std::string_view text) {
  if (text.size() < 2) return 0;
  if (text[1] != 'u') return "\"\\/bfnrt"sv.find(text[1]) == std::string_view::npos ? 0 : 2;
  constexpr std::size_t kLength = 6;  // \uXXXX
  if (text.size() < kLength) return 0;
  const std::string_view digits = text.substr(2, 4);
  return digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos ? kLength : 0;
}

}  // namespace

TypedTokens::TypedTokens(std::string_view text) : text_(text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    throw JsonError("it is written in UTF-16; save it as UTF-8");
  while (begin_ < text.size()) {
    const std::size_t length = utf8_length(text.substr(begin_));
    if (length == 0) refuse("the byte " + hex_escapes(text.substr(begin_, 1)) + " is no UTF-8");
    begin_ += length;
  }
  next();
  if (is_end()) throw JsonError("it is empty");
}

std::string TypedTokens::place_of(std::size_t begin) const {
  const std::string_view before = text_.substr(0, begin);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::string_view line = before.substr(before.rfind('\n') + 1);  // npos + 1 is 0
  const std::size_t marked = line.starts_with("\xEF\xBB\xBF") ? 1 : 0;
  return fmt::format("line {}, column {}", lines + 1, width_of(line) - marked + 1);
}

std::string TypedTokens::shown() const {
  constexpr std::size_t kWidest = 20;
  return "'" + printable(text_.substr(begin_, at_ - begin_), kWidest) + "'";
}

void TypedTokens::refuse(const std::string& why) const {
  throw JsonError(place_of(begin_) + ": " + why);
}

bool TypedTokens::is_literal() const {
  return kind_ == Kind::kWord && (value_ == "true" || value_ == "false" || value_ == "null");
}

/// Skips a comment, if there is one.
bool TypedTokens::skip_comment() {
  const bool is_block = rest().starts_with("/*");
  if (!is_block && !rest().starts_with("//") && !rest().starts_with("#")) return false;
  begin_ = at_;
  const std::size_t end = is_block ? rest().find("*/") : rest().find('\n');
  if (is_block && end == std::string_view::npos) refuse("the comment that begins here is not closed");
  at_ = end == std::string_view::npos ? text_.size() : at_ + end + (is_block ? 2 : 0);
  return true;
}

void TypedTokens::skip_blanks() {
  for (;;) {
    const std::size_t length = mark_length(rest(), kBlankMarks);
    at_ += length;
    if (length == 0 && !skip_comment()) return;
  }
}

void TypedTokens::next() {
  skip_blanks();
  begin_ = at_;
  value_.clear();
  kind_ = Kind::kEnd;
  if (rest().empty()) return;
  const char first = rest().front();
  const auto* const quotes =
      std::find_if(kQuoteMarks.begin(), kQuoteMarks.end(),
                   [this](const QuoteMarks& one) { return rest().starts_with(one.open); });
  if ("{}[]:,"sv.find(first) != std::string_view::npos) {
    kind_ = Kind::kMark;
    ++at_;
  } else if (first == '"') {
    read_quoted("\"");
  } else if (quotes != kQuoteMarks.end()) {
    read_quoted(quotes->open);
  } else if (is_digit(first) || first == '.' || first == '+' || mark_length(rest(), kMinuses) > 0) {
    read_number();
  } else if (is_letter(first)) {
    kind_ = Kind::kWord;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) value_ += text_[at_++];
    const std::string small = lower(value_);
    if (small == "nan" || small == "inf" || small == "infinity")
      refuse(shown() + " is no number for a weight");
  } else {
    kind_ = Kind::kOther;
    at_ += utf8_length(rest());
  }
}

/// Reads a text whose opening mark is `open`. JSON's own quotes keep their escapes; others have none.
void TypedTokens::read_quoted(std::string_view open) {
  kind_ = Kind::kText;
  at_ += open.size();
  const bool is_strict = open == "\"";
  const auto* const marks = std::find_if(kQuoteMarks.begin(), kQuoteMarks.end(),
                                         [&](const QuoteMarks& one) { return one.open == open; });
  std::string plain;
  for (;;) {
    const std::size_t end = is_strict ? (rest().starts_with('"') ? 1 : 0) : mark_length(rest(), marks->close);
    if (end > 0) {
      at_ += end;
      break;
    }
    if (rest().empty() || rest().front() == '\n' || rest().front() == '\r')
      refuse("the text that begins here is not closed on its line");
    std::size_t length = utf8_length(rest());
    if (is_strict && rest().front() == '\\') length = escape_length(rest());
    if (length == 0) refuse("a \\ in the text that begins here is no escape of JSON");
    plain += rest().substr(0, length);
    at_ += length;
  }
  // JSON's own escapes are kept; bare control characters are written as escapes.
  if (is_strict) {
    for (const char c : plain) {
      value_ += static_cast<unsigned char>(c) < 0x20 ? fmt::format("\\u{:04x}", static_cast<unsigned>(c))
                                                     : std::string(1, c);
    }
    return;
  }
  std::string quoted;
  append_json_text(quoted, plain);
  value_ = quoted.substr(1, quoted.size() - 2);
}

/// The digits, point and exponent here, with ASCII's minus in the exponent.
std::string TypedTokens::number_part() {
  std::string part;
  while (at_ < text_.size()) {
    const std::size_t minus = mark_length(rest(), kMinuses);
    const char c = minus > 0 ? '-' : text_[at_];
    const bool is_sign = c == '-' || c == '+';
    const bool has_exponent = !part.empty() && (part.back() == 'e' || part.back() == 'E');
    if (is_sign ? !has_exponent : !is_digit(c) && !is_letter(c) && c != '.') break;
    part += c;
    at_ += std::max<std::size_t>(minus, 1);
  }
  return part;
}

/// Reads a number or a fraction of two.
void TypedTokens::read_number() {
  kind_ = Kind::kNumber;
  const std::size_t minus = mark_length(rest(), kMinuses);
  const bool has_sign = minus > 0 || rest().front() == '+';
  at_ += minus > 0 ? minus : has_sign ? 1 : 0;
  while (has_sign && rest().starts_with(' ')) ++at_;
  std::vector<std::string> parts = {number_part()};
  if (rest().size() > 1 && rest()[0] == '/' && is_digit(rest()[1])) {
    ++at_;
    parts.push_back(number_part());
  }
  double value = 1;
  for (const std::string& part : parts) {
    const ParsedNumber number = parse_number(part);
    if (number.status == NumberStatus::kOverflow) refuse(shown() + " is too large");
    if (number.status != NumberStatus::kOk) refuse(shown() + " is no number");
    value = &part == parts.data() ? number.value : value / number.value;
  }
  if (!std::isfinite(value)) refuse(shown() + " divides by 0 or is too large");
  value_ = shortest(minus > 0 ? -value : value);
}

}  // namespace nntrain
