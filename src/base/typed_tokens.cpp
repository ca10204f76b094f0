#include "base/typed_tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "base/typed_parts.hpp"

namespace nntrain {
namespace {

using namespace std::string_view_literals;

constexpr auto kBlankMarks = std::to_array({" "sv, "\t"sv, "\r"sv, "\n"sv, "\xC2\xA0"sv, "\xEF\xBB\xBF"sv});

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
    const std::size_t length = length_of_start(kBlankMarks, rest());
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
  if ("{}[]:,"sv.find(rest().front()) != std::string_view::npos) {
    kind_ = Kind::kMark;
    ++at_;
  } else if (const std::optional<TypedPart> text = typed_text(rest())) {
    kind_ = Kind::kText;
    at_ += text->length;
    value_ = text->json;
    if (!text->wrong.empty()) refuse(text->wrong);
  } else if (const std::optional<TypedPart> number = typed_number(rest())) {
    kind_ = Kind::kNumber;
    at_ += number->length;
    value_ = number->json;
    if (!number->wrong.empty()) refuse(fmt::format("{} {}", shown(), number->wrong));
  } else {
    read_name();
  }
}

/// Whether a name without quotes goes on here.
bool TypedTokens::is_in_name() const {
  constexpr std::string_view kBehind = "{}[]:,;=\"'`#";
  return !rest().empty() && length_of_start(kBlankMarks, rest()) == 0 &&
         kBehind.find(rest().front()) == std::string_view::npos && !rest().starts_with("//") &&
         !rest().starts_with("/*");
}

/// Reads a word, a name that needs quotes, or one character that begins neither.
void TypedTokens::read_name() {
  const char first = rest().front();
  const bool is_ascii = static_cast<unsigned char>(first) < 0x80;
  kind_ = is_ascii && !is_word_character(first) ? Kind::kOther : Kind::kWord;
  do {
    if (kind_ == Kind::kWord && !is_word_character(rest().front())) kind_ = Kind::kName;
    at_ += utf8_length(rest());
  } while (kind_ != Kind::kOther && is_in_name());
  value_ = text_.substr(begin_, at_ - begin_);
}

}  // namespace nntrain
