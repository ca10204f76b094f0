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

/// One column of a LIST when `names` take the place of a column of dates, which has a field and perhaps a
/// name: the columns behind it move. An end of a range becomes the first or the last of the names.
std::string moved(const std::string& item, const CellPlace& place, const std::vector<std::string>& names,
                  bool is_end) {
  const std::string start = "col:";
  const std::optional<std::uint64_t> field =
      item.starts_with(start) ? parse_count(item.substr(start.size())) : std::nullopt;
  if (field && *field > place.field) return start + std::to_string(*field + names.size() - 1);
  if (field ? *field != place.field : unquoted(item) != place.column) return item;
  return is_end ? names.back() : names.front();
}

/// A LIST of columns after that.
std::string moved_list(const std::string& list, const CellPlace& place,
                       const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& item : split_quoted(list).value_or(std::vector<std::string>())) {
    const std::size_t dots = item.starts_with('"') ? std::string::npos : item.find("..");
    if (dots != std::string::npos) {
      result.push_back(moved(item.substr(0, dots), place, names, false) + ".." +
                       moved(item.substr(dots + 2), place, names, true));
      continue;
    }
    const std::string after = moved(item, place, names, false);
    if (after == names.front() && item != after) {
      result.insert(result.end(), names.begin(), names.end());
    } else {
      result.push_back(after);
    }
  }
  return join(result, ",", std::string::npos);
}

/// The flags with columns, as they are after that.
std::vector<std::string> moved_flags(const CellPlace& place, const std::vector<std::string>& names) {
  std::vector<std::string> items;  // of the new columns
  const bool have_names =
      place.header_line > 0 || (!place.lists.empty() && place.lists.front().first == "--columns");
  for (std::size_t i = 0; i < names.size(); ++i)
    items.push_back(have_names ? list_item(names[i]) : fmt::format("col:{}", place.field + i));
  std::vector<std::string> flags;
  for (const auto& [flag, list] : place.lists) {
    std::string after;
    if (flag == "--columns") {
      std::vector<std::string> all = split_quoted(list).value_or(std::vector<std::string>());
      if (all.size() < place.field) continue;
      const auto here = all.begin() + static_cast<std::ptrdiff_t>(place.field - 1);
      all.insert(all.erase(here), items.begin(), items.end());
      after = join(all, ",", std::string::npos);
    } else {
      after = moved_list(list, place, items);
    }
    if (after != list) flags.insert(flags.end(), {flag, after});
  }
  return flags;
}

void refuse_style(const CellPlace& place, const std::vector<std::string>& texts) {
  const std::optional<NumberStyle> style = style_of(texts);
  if (!style) return;
  const std::vector<std::string>& given = place.given_units;
  const bool is_given =
      !style->units.empty() && std::find(given.begin(), given.end(), style->units.front()) != given.end();
  if (is_given || (place.is_like && !given.empty() && !style->units.empty())) {
    throw DataError(fmt::format("{} has another unit than {}", start(place, texts.front()),
                                is_given ? "the first numbers of the column"
                                         : "in training (" + printable(join(given)) + ")"),
                    Remedy(RemedyId::kSeveralUnits, with_text(place.without, place), true));
  }
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
    std::vector<std::string> flags;
    if (!place.is_target) flags = moved_flags(place, date_columns(one, column));
    ways.push_back({condition + "to make numbers of them", flags, number_dates(one, column), place.path});
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
  throw DataError(
      fmt::format("{} has a decimal comma", start(place, texts.front())),
      Remedy(RemedyId::kDecimalCommas, with_text({decimal_comma_way(place, "to read the numbers")}, place)));
}

Way decimal_comma_way(const CellPlace& place, const std::string& lead) {
  // Points between thousands must not stay.
  const char* const filter =
      place.has_points ? R"(sed -E ':a; s/([0-9])\.([0-9]{3})([.,;\t ]|$)/\1\2\3/; ta; s/,/./g')" : "tr , .";
  return {lead, {"--delimiter", delimiter_text(place.delimiter)}, filter, place.path};
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
