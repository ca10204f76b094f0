#include "dataset/almost_numbers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/delimiter.hpp"
#include "csv/number_style.hpp"
#include "dataset/dates.hpp"

namespace nntrain {
namespace {

std::string start(const CellPlace& place, const std::string& text) {
  return fmt::format("{}: '{}'", describe(place), printable(text));
}

std::vector<Way> with_text(std::vector<Way> ways, const CellPlace& place) {
  ways.insert(ways.end(), place.if_text.begin(), place.if_text.end());
  return ways;
}

void refuse_dashes(const CellPlace& place, const std::vector<std::string>& texts) {
  std::vector<std::string> plain;
  for (const std::string& text : texts) plain.push_back(with_minus_sign(text));
  const bool are_numbers =
      is_nearly_all(plain, [](const std::string& text) { return is_meant_as_number(text); });
  const auto met = std::find_if(texts.begin(), texts.end(), [](const std::string& text) {
    return with_minus_sign(text) != text && is_amount(text);
  });
  if (met == texts.end() || !(are_numbers || style_of(plain))) return;
  const std::string dash = met->substr(0, utf8_length(*met));
  throw DataError(
      fmt::format("{} starts with a dash that is no minus sign of ASCII", start(place, *met)),
      Remedy(RemedyId::kAmounts,
             with_text({{"to read it as one", {}, fmt::format("sed 's/{}/-/g'", dash), place.path}}, place)));
}

/// A LIST of columns with `names` in the place of `name`.
std::string replaced(const std::string& list, const std::string& name,
                     const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& item : split_quoted(list).value_or(std::vector<std::string>{list})) {
    if (unquoted(item) != name) {
      result = list_with(result, item);
      continue;
    }
    for (const std::string& one : names) result = list_with(result, list_item(one));
  }
  return result;
}

/// An awk program on one column; the delimiter must not stand in quotes.
std::string awk_on(const CellPlace& place, const std::string& program) {
  const std::string delimiter = shell_word(place.delimiter == '\t' ? "\\t" : std::string(1, place.delimiter));
  return fmt::format("awk -F{0} -v OFS={0} {1}", delimiter, shell_word(program));
}

void refuse_style(const CellPlace& place, const std::vector<std::string>& texts) {
  const std::optional<NumberStyle> style = style_of(texts);
  if (!style) return;
  Way way{"to read the numbers"};
  if (!style->units.empty()) {
    std::string list;
    for (const std::string& unit : place.given_units) list = list_with(list, list_item(unit));
    way.arguments = {"--units", list_with(list, list_item(style->units.front()))};
  }
  if (style->thousands != '\0')
    way.arguments.insert(way.arguments.end(), {"--thousands", thousands_text(style->thousands)});
  const char* const what = style->units.empty()       ? "separated thousands"
                           : style->thousands == '\0' ? "a unit"
                                                      : "a unit and separated thousands";
  throw DataError(fmt::format("{} is a number with {}", start(place, texts.front()), what),
                  Remedy(RemedyId::kAmounts, with_text({way}, place)));
}

void refuse_several_units(const CellPlace& place, const std::vector<std::string>& texts) {
  const std::vector<std::string> units = several_units(texts);
  if (units.empty()) return;
  throw DataError(fmt::format("{} is a number with a unit, and others have another one or none ({})",
                              start(place, texts.front()), printable(join(units))),
                  Remedy(RemedyId::kSeveralUnits, with_text(place.without, place), true));
}

void refuse_dates(const CellPlace& place, const std::vector<std::string>& texts) {
  const std::optional<DateStyle> style = date_style_of(texts);
  if (!style) return;
  DateColumn column{place.column, place.delimiter, place.field, place.header_line, place.is_target};
  std::vector<Way> ways;
  const auto add = [&](const std::string& condition, DateStyle::Order order) {
    DateStyle one = *style;
    one.order = order;
    const std::vector<std::string> names = date_columns(one, column);
    Way way{condition + "to make numbers of them", {}, number_dates(one, column), place.path};
    if (!place.features.empty())
      way.arguments = {"--features", replaced(place.features, place.column, names)};
    ways.push_back(way);
  };
  if (place.is_quoted) {
    ways = place.without;  // awk would take the delimiters in quotes for others
  } else if (style->is_clear()) {
    add("", style->order);
  } else {
    add("if the day comes first, ", DateStyle::Order::kDayMonthYear);
    add("if the month comes first, ", DateStyle::Order::kMonthDayYear);
  }
  const char* const what = style->order == DateStyle::Order::kNoDate ? "a time" : "a date";
  throw DataError(
      fmt::format("{} is {}, as nearly all texts of the column are", start(place, texts.front()), what),
      Remedy(RemedyId::kDates, with_text(ways, place), !style->is_clear() || place.is_quoted));
}

}  // namespace

void refuse_decimal_commas(const CellPlace& place, const std::vector<std::string>& texts) {
  if (!have_decimal_commas(texts) || place.delimiter == ',' || place.delimiter == kBlanks) return;
  const std::string cell = fmt::format("${}", place.field);
  const std::string rows = place.header_line > 0 ? fmt::format("NR > {} ", place.header_line) : "";
  throw DataError(
      fmt::format("{} has a decimal comma", start(place, texts.front())),
      Remedy(RemedyId::kDecimalCommas,
             with_text({{"to read the numbers",
                         {"--delimiter", delimiter_text(place.delimiter)},
                         awk_on(place, fmt::format("{0}{{ gsub(/[.]/, \"\", {1}); sub(/,/, \".\", {1}) }} 1",
                                                   rows, cell)),
                         place.path}},
                       place)));
}

void refuse_amounts(const CellPlace& place, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  refuse_dashes(place, texts);
  refuse_style(place, texts);
  refuse_several_units(place, texts);
}

void refuse_almost_numbers(const CellPlace& place, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  refuse_decimal_commas(place, texts);
  refuse_amounts(place, texts);
  refuse_dates(place, texts);
}

}  // namespace nntrain
