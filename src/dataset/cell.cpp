#include "dataset/cell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

bool is_decimal_comma(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return false;
  std::string with_point(text);
  with_point[comma] = '.';
  return parse_number(with_point).status != NumberStatus::kNotANumber;
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text;
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

/// "; if it means missing: --na n/a --missing drop", or "" if the text cannot be typed. --na replaces earlier
/// spellings, so the list includes those of the user.
std::string if_missing(const CellPlace& place, std::string_view text) {
  constexpr std::size_t kTypeable = 40;
  if (text.size() > kTypeable || printable(text) != text) return "";
  std::string list;
  for (const std::string& spelling : place.given_na) list += list_item(spelling) + ",";
  return fmt::format("; if it means missing: --na {} --missing drop", shell_word(list + list_item(text)));
}

/// 1,000 or -1,234,567.8: three digits after every comma.
bool has_thousands(std::string_view text) {
  std::string_view rest = without_sign(text);
  rest = rest.substr(0, rest.find('.'));
  std::size_t digits = rest.find(',');
  if (digits == std::string_view::npos || digits == 0 || digits > 3) return false;
  while (digits < rest.size()) {
    rest.remove_prefix(digits + 1);
    digits = std::min(rest.find(','), rest.size());
    if (digits != 3) return false;
  }
  return text.find_first_not_of("+-0123456789,.") == std::string_view::npos;
}

std::string decimal_comma_remedy(const CellPlace& place) {
  if (place.delimiter == ',') return "write its numbers with a decimal point";
  const std::string delimiter = place.delimiter == '\t' ? "tab" : shell_word({&place.delimiter, 1});
  return filter_remedy("tr , .", place.path, "--delimiter " + delimiter);
}

}  // namespace

MissingTexts::MissingTexts(std::vector<std::string> texts) : texts_(std::move(texts)) {
  for (const std::string& text : texts_) has_length_[std::min(text.size(), kLengths - 1)] = true;
}

bool MissingTexts::is_listed(std::string_view text) const {
  return std::find(texts_.begin(), texts_.end(), text) != texts_.end();
}

bool MissingTexts::has_numbers() const {
  return std::any_of(texts_.begin(), texts_.end(), [](const std::string& text) {
    return parse_number(text).status != NumberStatus::kNotANumber;
  });
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

void refuse_missing(const CellPlace& place, std::string_view text) {
  const std::string spelled = text.empty() ? "" : fmt::format(" ('{}')", printable(text));
  throw DataError(fmt::format("{}: the value is missing{}; to leave such rows out: --missing drop{}",
                              describe(place), spelled,
                              place.can_fill ? ", to fill in the mean: --missing mean" : ""));
}

void refuse_cell(const CellPlace& place, std::string_view text, const std::string& beside) {
  const std::string start = fmt::format("{}: '{}'", describe(place), printable(text));
  if (parse_number(text).status == NumberStatus::kOverflow) {
    throw DataError(start + " is too large for a double (at most 1.8e308)", place.if_text);
  }
  if (is_not_finite(text)) {
    throw DataError(start + " is not a finite number" + if_missing(place, text), place.if_text);
  }
  if (is_hexadecimal(text)) {
    throw DataError(start + " is hexadecimal, and nntrain reads decimal numbers", place.if_text);
  }
  if (has_thousands(text)) {
    throw DataError(start + " has a comma: as decimal point or between thousands",
                    "write its numbers with a decimal point and nothing between thousands");
  }
  if (is_decimal_comma(text)) throw DataError(start + " has a decimal comma", decimal_comma_remedy(place));
  if (!is_utf8(text)) {
    throw DataError(start + " is neither a number nor UTF-8",
                    filter_remedy("iconv -f ISO-8859-1 -t UTF-8", place.path));
  }
  throw DataError(start + " is not a number" + beside + if_missing(place, text), place.if_text);
}

}  // namespace nntrain
