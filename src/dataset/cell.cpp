#include "dataset/cell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/delimiter.hpp"
#include "dataset/number_style.hpp"
#include "dataset/odd_cells.hpp"

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

/// The flags that make the odd spellings missing ones; none if there are none. --na replaces earlier
/// spellings, so the list includes those of the user.
std::vector<std::string> na_flag(const CellPlace& place, const OddCells& cells) {
  if (!cells.may_be_missing()) return {};
  std::string list;
  for (const std::string& spelling : place.given_na) list = list_with(list, list_item(spelling));
  for (const std::string& spelling : cells.spellings()) list = list_with(list, list_item(spelling));
  return {"--na", place.given_na.empty() ? "+" + list : list};
}

/// The ways to leave rows out and to fill in the mean, the better one first.
std::vector<Way> missing_ways(const CellPlace& place, const OddCells& cells, const std::string& condition) {
  std::vector<std::string> modes = {"drop"};
  if (place.can_fill) modes.insert(cells.costs_many_rows() ? modes.begin() : modes.end(), "mean");
  std::vector<Way> ways;
  for (const std::string& mode : modes) {
    Way& way = ways.emplace_back();
    way.lead = condition + (mode == "drop" ? "to leave such rows out" : "to fill in the mean");
    way.arguments = na_flag(place, cells);
    way.arguments.insert(way.arguments.end(), {"--missing", mode});
  }
  return ways;
}

/// What to do about a cell that is no number: its text means missing, or the column is one of texts, or it is
/// of no use.
Remedy if_missing_or_text(const CellPlace& place, const OddCells& cells) {
  std::vector<Way> ways;
  if (cells.may_be_missing()) {
    ways = missing_ways(place, cells,
                        cells.spellings().size() == 1 ? "if it means missing, " : "if they mean missing, ");
    ways.resize(1);
  } else {
    ways = place.without;
  }
  ways.insert(ways.end(), place.if_text.begin(), place.if_text.end());
  return {RemedyId::kMissingOrText, ways, true};
}

/// "; it is one of 3 such cells of the column ('-', 'x')", or "" if it is the only one.
std::string others(const OddCells& cells) {
  if (cells.odd() < 2) return "";
  std::vector<std::string> shown;
  for (const std::string& spelling : cells.spellings())
    shown.push_back(fmt::format("'{}'", printable(spelling)));
  return fmt::format("; it is one of {} such cells of the column ({}{})", cells.odd(), join(shown),
                     cells.has_more_spellings() ? ", ..." : "");
}

Remedy if_text(const CellPlace& place) {
  return {RemedyId::kText, place.if_text, true};
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

Remedy decimal_comma_remedy(const CellPlace& place) {
  if (place.delimiter == ',') return "write its numbers with a decimal point";
  return {RemedyId::kDecimalCommas,
          {{"", {"--delimiter", delimiter_text(place.delimiter)}, "tr , .", place.path}}};
}

}  // namespace

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

void refuse_amounts(const std::string& where, const std::vector<std::string>& texts,
                    const std::vector<Way>& if_text) {
  const std::optional<NumberStyle> style = style_of(texts);
  if (!style) return;
  Way way{"to read the numbers"};
  if (!style->units.empty()) way.arguments = {"--units", list_item(style->units.front())};
  if (style->thousands != '\0')
    way.arguments.insert(way.arguments.end(), {"--thousands", thousands_text(style->thousands)});
  std::vector<Way> ways = {way};
  ways.insert(ways.end(), if_text.begin(), if_text.end());
  const char* const what = style->units.empty()       ? "separated thousands"
                           : style->thousands == '\0' ? "a unit"
                                                      : "a unit and separated thousands";
  throw DataError(fmt::format("{}: '{}' is a number with {}", where, printable(texts.front()), what),
                  Remedy(RemedyId::kAmounts, ways));
}

void refuse_missing(const CellPlace& place, std::string_view text, const OddCells& cells) {
  const std::string spelled = text.empty() ? "" : fmt::format(" ('{}')", printable(text));
  if (cells.is_empty() && !place.without.empty()) {
    throw DataError(fmt::format("{}: the column has no value", describe(place)),
                    Remedy(RemedyId::kEmptyColumn, place.without));
  }
  const std::string also =
      cells.may_be_missing()
          ? fmt::format("; '{}' in it is no number", printable(join(cells.spellings(), "', '"), 200))
          : "";
  throw DataError(fmt::format("{}: the value is missing{} in {} of {} rows from here on{}", describe(place),
                              spelled, cells.missing(), cells.records(), also),
                  Remedy(RemedyId::kMissing, missing_ways(place, cells, "")));
}

void refuse_cell(const CellPlace& place, std::string_view text, const OddCells& cells,
                 const std::string& beside) {
  const std::string start = fmt::format("{}: '{}'", describe(place), printable(text));
  if (parse_number(text).status == NumberStatus::kOverflow) {
    throw DataError(start + " is too large for a double (at most 1.8e308)", if_text(place));
  }
  if (is_not_finite(text)) {
    throw DataError(start + " is not a finite number", if_missing_or_text(place, cells));
  }
  if (is_hexadecimal(text)) {
    throw DataError(start + " is hexadecimal, and nntrain reads decimal numbers", if_text(place));
  }
  if (has_thousands(text)) {
    throw DataError(
        start + " has a comma: as decimal point or between thousands",
        Remedy(RemedyId::kAmounts, {{"if it stands between thousands", {"--thousands", ","}}}, true));
  }
  if (style_of({std::string(text)})) refuse_amounts(describe(place), cells.spellings(), place.if_text);
  if (is_decimal_comma(text)) throw DataError(start + " has a decimal comma", decimal_comma_remedy(place));
  if (!is_utf8(text)) {
    throw DataError(start + " is neither a number nor UTF-8",
                    Remedy(RemedyId::kEncoding, {{"", {}, "iconv -f ISO-8859-1 -t UTF-8", place.path}}));
  }
  throw DataError(start + " is not a number" + beside + others(cells), if_missing_or_text(place, cells));
}

}  // namespace nntrain
