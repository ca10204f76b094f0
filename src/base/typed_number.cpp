#include <algorithm>
#include <cmath>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "base/typed_parts.hpp"

namespace nntrain {
namespace {

/// The length of the minus sign at the start of `text`, or 0.
std::size_t minus_length(std::string_view text) {
  return text.starts_with('-') ? 1 : length_of_start(kMinusSigns, text);
}

/// Takes the digits, point and exponent from the start of `rest`, with ASCII's minus in the exponent.
std::string take_digits(std::string_view& rest) {
  std::string digits;
  while (!rest.empty()) {
    const std::size_t minus = minus_length(rest);
    const char c = minus > 0 ? '-' : rest.front();
    const bool is_sign = c == '-' || c == '+';
    const bool is_in_exponent = digits.ends_with('e') || digits.ends_with('E');
    if (is_sign ? !is_in_exponent : !is_word_character(c) && c != '.') break;
    digits += c;
    rest.remove_prefix(std::max<std::size_t>(minus, 1));
  }
  return digits;
}

/// Why these digits are none, or "".
std::string fault_of(NumberStatus status) {
  return status == NumberStatus::kOk         ? ""
         : status == NumberStatus::kOverflow ? "is too large"
                                             : "is no number";
}

}  // namespace

std::optional<TypedPart> typed_number(std::string_view text) {
  const std::size_t minus = minus_length(text);
  const bool has_sign = minus > 0 || text.starts_with('+');
  if (!has_sign && !text.starts_with('.') && (text.empty() || !is_digit(text.front()))) return {};
  std::string_view rest = text.substr(minus > 0 ? minus : has_sign ? 1 : 0);
  while (has_sign && rest.starts_with(' ')) rest.remove_prefix(1);
  const std::string digits = take_digits(rest);
  auto [value, status] = parse_number(digits);
  const bool is_name = !has_sign && std::any_of(digits.begin(), digits.end(), is_letter);
  std::string wrong = fault_of(status);
  if (status == NumberStatus::kNotANumber && is_name) wrong += "; put quotes around it if it is a name";
  if (rest.size() > 1 && rest[0] == '/' && is_digit(rest[1])) {
    rest.remove_prefix(1);
    const ParsedNumber divisor = parse_number(take_digits(rest));
    if (wrong.empty()) wrong = fault_of(divisor.status);
    value /= divisor.value;
  }
  if (wrong.empty() && !std::isfinite(value)) wrong = "divides by 0 or is too large";
  return TypedPart{text.size() - rest.size(), shortest(minus > 0 ? -value : value), wrong};
}

}  // namespace nntrain
