#include "dataset/cell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
}

}  // namespace

bool is_decimal_comma(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return false;
  std::string with_point(text);
  with_point[comma] = '.';
  return parse_number(with_point).status != NumberStatus::kNotANumber;
}

bool is_not_finite(std::string_view text) {
  const std::string word = lower(without_sign(text));
  return word == "inf" || word == "infinity" || word == "nan";
}

bool is_hexadecimal(std::string_view text) {
  const std::string_view digits = without_sign(text);
  return digits.size() > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X') &&
         digits.find_first_not_of("0123456789abcdefABCDEF.pP+-", 2) == std::string_view::npos;
}

bool has_thousands(std::string_view text) {
  std::string_view rest = without_sign(text);
  rest = rest.substr(0, rest.find('.'));
  if (rest.starts_with('0')) return false;
  std::size_t digits = rest.find(',');
  if (digits == std::string_view::npos || digits == 0 || digits > 3) return false;
  while (digits < rest.size()) {
    rest.remove_prefix(digits + 1);
    digits = std::min(rest.find(','), rest.size());
    if (digits != 3) return false;
  }
  return text.find_first_not_of("+-0123456789,.") == std::string_view::npos;
}

bool is_meant_as_number(std::string_view text) {
  return parse_number(text).status != NumberStatus::kNotANumber || is_decimal_comma(text) ||
         is_not_finite(text);
}

bool is_plain_text(std::string_view text) {
  return !is_meant_as_number(text) && !is_hexadecimal(text) && !has_thousands(text) && is_utf8(text);
}

std::string describe(const CellPlace& place) {
  return fmt::format("{}:{}:{}: column '{}'", shown_path(place.path), place.line, place.field,
                     printable(place.column));
}

}  // namespace nntrain
