#include "dataset/refuse_cell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/delimiter.hpp"
#include "csv/number_style.hpp"
#include "csv/other_formats.hpp"
#include "dataset/almost_numbers.hpp"

namespace nntrain {
namespace {

/// The flags that make the odd spellings missing ones; none if there are none. --na replaces earlier
/// spellings, so the list includes those of the user.
std::vector<std::string> na_flag(const CellPlace& place, const OddCells& cells) {
  if (!cells.may_be_missing()) return {};
  std::vector<std::string> items;  // one of them may be empty
  for (const std::string& spelling : place.given_na) items.push_back(list_item(spelling));
  for (const std::string& spelling : cells.spellings()) items.push_back(list_item(spelling));
  const std::string list = join(items, ",", std::string::npos);
  return {"--na", place.given_na.empty() ? "+" + list : list};
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

Remedy decimal_comma_remedy(const CellPlace& place) {
  if (place.delimiter == ',') return "write its numbers with a decimal point";
  return {RemedyId::kDecimalCommas, {decimal_comma_way(place, "")}};
}

/// What to do about 1,234: it may be 1.234 or 1234.
Remedy comma_remedy(const CellPlace& place, std::string_view text) {
  std::vector<Way> ways;
  if (place.delimiter != ',' && is_decimal_comma(text))
    ways.push_back(decimal_comma_way(place, "if it is a decimal point"));
  ways.push_back({"if it stands between thousands", {"--thousands", ","}});
  return {RemedyId::kAmounts, ways, true};
}

}  // namespace

std::vector<Way> missing_ways(const CellPlace& place, const OddCells& cells, const std::string& condition) {
  std::vector<std::string> modes;
  if (cells.leaves_rows() || !place.can_fill) modes.emplace_back("drop");
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

void refuse_missing(const CellPlace& place, std::string_view text, const OddCells& cells) {
  const std::string spelled = text.empty() ? "" : fmt::format(" ('{}')", printable(text));
  if (cells.is_empty() && !place.without.empty()) {
    throw DataError(fmt::format("{}: the column has no value", describe(place)),
                    Remedy(RemedyId::kEmptyColumn, place.without));
  }
  if (cells.is_empty() && place.is_target) {
    throw DataError(fmt::format("{}: the target has no value", describe(place)),
                    "choose another target:  --target NAME");
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
  const bool are_decimals =
      std::any_of(cells.spellings().begin(), cells.spellings().end(),
                  [](const std::string& other) { return is_decimal_comma(other) && !has_thousands(other); });
  if (has_thousands(text) && !are_decimals)
    throw DataError(start + " has a comma: as decimal point or between thousands", comma_remedy(place, text));
  const std::optional<NumberStyle> style = style_of(cells.spellings());
  const bool has_unit = style && !style->units.empty();
  const bool is_typing_error = has_unit && !is_known_unit(style->units.front());  // 1O
  if (has_unit && cells.has_numbers() && changes_numbers(style->units.front())) {
    std::vector<Way> ways;
    if (style->units.front() == "%") ways.push_back({"if the others are percents, too", {"--units", "%"}});
    ways.insert(ways.end(), place.without.begin(), place.without.end());
    ways.insert(ways.end(), place.if_text.begin(), place.if_text.end());
    throw DataError(start + " has a unit, and others have none: write them in the same way",
                    Remedy(RemedyId::kSeveralUnits, ways, true));
  }
  if (!are_decimals && is_plain_text(text) && (!is_typing_error || cells.are_mostly_odd()))
    refuse_amounts(place, cells.spellings());
  if (is_decimal_comma(text)) {
    throw DataError(start + " has a decimal comma", decimal_comma_remedy(place));
  }
  if (!is_utf8(text)) {
    std::vector<std::string> texts = cells.spellings();
    texts.emplace_back(text);
    throw DataError(start + " is neither a number nor UTF-8", encoding_remedy(texts, place.path));
  }
  throw DataError(start + " is not a number" + beside + others(cells), if_missing_or_text(place, cells));
}

}  // namespace nntrain
