#include "dataset/dates.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/delimiter.hpp"

namespace nntrain {
namespace {

using Order = DateStyle::Order;

constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
constexpr unsigned kMostDays = 31;
constexpr unsigned kMostMonths = 12;

/// A run of digits or letters, and what stands before it.
struct Piece {
  std::string_view between;
  std::string_view text;

  bool is_number() const { return is_digit(text.front()); }
  unsigned value() const {
    unsigned value = 0;
    for (const char c : text.substr(0, 4)) value = 10 * value + static_cast<unsigned>(c - '0');
    return value;
  }
  bool is_short() const { return is_number() && text.size() <= 2; }
  bool is_year() const { return is_number() && text.size() == 4 && value() >= 1000 && value() < 3000; }
  bool is_month_name() const {
    const std::size_t at = text.size() < 3 ? kMonths.size() : kMonths.find(lower(text.substr(0, 3)));
    constexpr std::size_t kLongest = 9;  // September
    return at < kMonths.size() && at % 3 == 0 && text.size() <= kLongest;
  }
  bool is_separated() const {
    return between == "-" || between == "/" || between == "." || between == " " || between == ", " ||
           between == ". ";
  }
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    while (at < text.size() && !is_digit(text[at]) && !is_letter(text[at])) ++at;
    const std::size_t from = at;
    if (at == text.size()) return begin == 0 ? pieces : std::vector<Piece>();  // something behind it
    const bool digits = is_digit(text[at]);
    while (at < text.size() && (digits ? is_digit(text[at]) : is_letter(text[at]))) ++at;
    pieces.push_back({text.substr(begin, from - begin), text.substr(from, at - from)});
  }
  return pieces;
}

/// What one text says.
struct DateText {
  Order order = Order::kNoDate;
  bool has_month_name = false;
  bool has_short_year = false;
  unsigned first = 0;  // of a day and a month in numbers
  unsigned second = 0;
  bool has_time = false;
  bool has_half = false;
  bool has_minutes = false;
  bool is_lap = false;
};

/// Takes the date at the start of the pieces; the number of pieces that it has.
std::size_t take_date(const std::vector<Piece>& pieces, DateText& date) {
  const auto is_year = [](const Piece& piece) { return piece.is_year() || piece.text.size() == 2; };
  const auto are_separated = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (!pieces[i].is_separated() && !date.has_month_name) return false;
    }
    return true;
  };
  if (pieces.empty() || !pieces[0].between.empty()) return 0;
  if (pieces.size() >= 3) {
    const Piece& first = pieces[0];
    const Piece& second = pieces[1];
    const Piece& third = pieces[2];
    date.has_month_name = first.is_month_name() || second.is_month_name();
    date.has_short_year = !first.is_year() && third.text.size() == 2;
    if (date.has_month_name) {
      const bool is_day_first = second.is_month_name() && first.is_short();
      const bool is_month_first = first.is_month_name() && second.is_short();
      if ((is_day_first || is_month_first) && third.is_number() && is_year(third)) {
        date.order = is_day_first ? Order::kDayMonthYear : Order::kMonthDayYear;
        return 3;
      }
      return 0;
    }
    const bool is_even = second.between == third.between && second.between != ", " && are_separated(1, 3);
    if (is_even && first.is_year() && second.is_short() && third.is_short() &&
        second.value() <= kMostMonths && third.value() <= kMostDays) {
      date.order = Order::kYearMonthDay;
      return 3;
    }
    if (is_even && first.is_short() && second.is_short() && third.is_number() && is_year(third)) {
      date.order = Order::kDayOrMonthYear;
      date.first = first.value();
      date.second = second.value();
      const bool fits = std::max(date.first, date.second) <= kMostDays &&
                        std::min(date.first, date.second) <= kMostMonths && date.first > 0 && date.second > 0;
      return fits ? 3 : 0;
    }
  }
  if (pieces.size() == 2 && pieces[0].is_year() && pieces[1].between == "-" && pieces[1].text.size() == 2 &&
      pieces[1].is_number() && pieces[1].value() <= kMostMonths) {
    date.order = Order::kYearMonth;
    return 2;
  }
  return 0;
}

/// Takes the time of day in the pieces from `at` on; false if they are anything else.
bool take_time(const std::vector<Piece>& pieces, std::size_t at, DateText& date) {
  constexpr unsigned kHours = 24;
  constexpr unsigned kMinutes = 60;
  if (at < pieces.size() && at > 0 && pieces[at].text == "T") ++at;
  if (at + 1 >= pieces.size()) return false;
  const std::string_view before = pieces[at].between;
  if (!(before.empty() || (at > 0 && (before == " " || before == ", ")))) return false;
  const Piece& hour = pieces[at];
  const Piece& minute = pieces[at + 1];
  if (!hour.is_short() || !minute.is_number() || minute.text.size() != 2 || minute.between != ":" ||
      hour.value() >= kHours || minute.value() >= kMinutes)
    return false;
  date.has_time = true;
  date.has_minutes = minute.value() > 0;
  date.is_lap = at == 0 && pieces.size() == 3 && pieces[2].between == ".";
  for (std::size_t i = at + 2; i < pieces.size(); ++i) {  // seconds, AM or PM, a time zone
    const Piece& piece = pieces[i];
    const std::string word = lower(piece.text);
    if (word == "am" || word == "pm") date.has_half = true;
    const bool is_zone = word == "z" || word == "utc" || word == "gmt";
    const bool is_number =
        piece.is_number() && (piece.between == ":" || piece.between == "." || piece.between == "+" ||
                              piece.between == "-" || piece.between == " +" || piece.between == " -");
    if (!(is_number || is_zone || word == "am" || word == "pm")) return false;
  }
  return true;
}

std::optional<DateText> read_date(std::string_view text) {
  const std::vector<Piece> pieces = pieces_of(text);
  DateText date;
  const std::size_t end = take_date(pieces, date);
  if (end == 0) date = DateText();
  if (end > 0 && end == pieces.size()) return date;
  if (!take_time(pieces, end, date)) return {};
  return date;
}

std::string awk_text(char delimiter) {
  if (delimiter == kBlanks) return " ";
  return delimiter == '\t' ? "\\t" : std::string(1, delimiter);
}

/// What the names of the new columns start with: nothing if the name needs quotes.
std::string start_of_names(const std::string& name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), is_word_character);
  return is_plain && !name.empty() ? name + "_" : "";
}

/// What a date becomes, and the terms of awk for it.
std::vector<std::pair<std::string, std::string>> parts_of(const DateStyle& style) {
  std::vector<std::pair<std::string, std::string>> parts = {{"year", "y"}};
  if (style.order == Order::kYearMonth) {
    parts.emplace_back("month", "m");
    return parts;
  }
  parts.emplace_back("day", "(n(y, m, a) - n(y, 1, 1) + 1)");
  parts.emplace_back("weekday", "((n(y, m, a) + 6) % 7 + 1)");
  if (style.has_time) parts.emplace_back("hour", "h");
  if (style.has_time && style.has_minutes) parts.emplace_back("minute", "(d[5] + 0)");
  return parts;
}

/// Days since the start of year 1 (Reingold and Dershowitz, "Calendrical Calculations", chapter 2).
constexpr const char* kDays =
    "function n(y, m, a) { if (m < 3) { --y; m += 12 } return 365 * y + int(y / 4) - int(y / 100) + "
    "int(y / 400) + int((153 * m - 457) / 5) + a - 306 } ";

/// The steps that set y, m, a (the day) and h to what the cell says.
std::string steps_of(const DateStyle& style, const std::string& cell) {
  std::string steps;
  if (style.has_halves) steps += fmt::format("p = {} ~ /[Pp]/ ? 12 : 0; ", cell);
  if (style.has_month_names) {
    steps += fmt::format(R"(gsub(/[A-Za-z]+/, " & ", {0}); gsub(/[^0-9A-Za-z]+/, " ", {0}); )", cell);
  } else {
    steps += fmt::format(R"(gsub(/[^0-9]+/, " ", {}); )", cell);
  }
  steps += fmt::format(R"(split({}, d, " "); )", cell);
  const bool is_year_first = style.order == Order::kYearMonthDay || style.order == Order::kYearMonth;
  const bool is_day_first = style.order == Order::kDayMonthYear;
  const char* const year = is_year_first           ? "d[1] + 0"
                           : style.has_short_years ? "d[3] + (d[3] < 69 ? 2000 : d[3] < 100 ? 1900 : 0)"
                                                   : "d[3] + 0";
  const char* const month = is_year_first || is_day_first ? "d[2]" : "d[1]";
  steps += fmt::format("y = {}; ", year);
  if (style.has_month_names) {
    steps += fmt::format(
        R"(m = (index("JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC", toupper(substr({}, 1, 3))) + 2) / 3; )", month);
  } else {
    steps += fmt::format("m = {} + 0; ", month);
  }
  if (style.order == Order::kYearMonth) return steps;
  steps += fmt::format("a = {} + 0; ", is_year_first ? "d[3]" : is_day_first ? "d[1]" : "d[2]");
  if (style.has_time) steps += style.has_halves ? "h = d[4] % 12 + p; " : "h = d[4] + 0; ";
  return steps;
}

}  // namespace

std::optional<DateStyle> date_style_of(const std::vector<std::string>& texts) {
  DateStyle style;
  bool is_first = true;
  std::size_t dates = 0;
  std::size_t words = 0;  // perhaps for missing dates
  bool are_days_first = false;
  bool are_months_first = false;
  for (const std::string& text : texts) {
    const std::optional<DateText> date = read_date(text);
    if (!date && std::none_of(text.begin(), text.end(), is_digit)) ++words;
    if (!date) continue;
    if (is_first) style.order = date->order;
    if (is_first) style.has_month_names = date->has_month_name;
    is_first = false;
    if (date->order != style.order || date->has_month_name != style.has_month_names) continue;
    ++dates;
    are_days_first = are_days_first || date->first > kMostMonths || text.find('.') < text.find(':');
    are_months_first = are_months_first || date->second > kMostMonths;
    style.has_short_years = style.has_short_years || date->has_short_year;
    style.has_time = style.has_time || date->has_time;
    style.has_halves = style.has_halves || date->has_half;
    style.has_minutes = style.has_minutes || date->has_minutes;
    style.is_lap = style.is_lap || date->is_lap;
  }
  constexpr std::size_t kShare = 10;  // all but a tenth, and more than the words
  if (dates == 0 || words >= dates || (texts.size() - words - dates) * kShare > texts.size()) return {};
  if (style.order == Order::kDayOrMonthYear && are_days_first != are_months_first)
    style.order = are_days_first ? Order::kDayMonthYear : Order::kMonthDayYear;
  return style;
}

std::vector<std::string> date_columns(const DateStyle& style, const DateColumn& column) {
  if (column.is_one || style.order == Order::kNoDate) return {column.name};
  std::vector<std::string> names;
  for (const auto& [name, letter] : parts_of(style)) names.push_back(start_of_names(column.name) + name);
  return names;
}

std::string number_dates(const DateStyle& style, const DateColumn& column) {
  const std::string cell = fmt::format("${}", column.field);
  const std::vector<std::string> names = date_columns(style, column);
  std::string steps;
  std::string is_right;
  std::string number;
  if (style.order == Order::kNoDate) {
    if (style.has_halves) steps += fmt::format("p = {} ~ /[Pp]/ ? 12 : 0; ", cell);
    steps += fmt::format(R"(gsub(/"/, "", {0}); split({0}, d, ":"); )", cell);
    is_right = fmt::format("{} ~ /[0-9]/", cell);
    number = style.is_lap       ? "60 * d[1] + d[2]"
             : style.has_halves ? "d[1] % 12 + p + d[2] / 60 + d[3] / 3600"
                                : "d[1] + d[2] / 60 + d[3] / 3600";
  } else {
    steps = steps_of(style, cell);
    is_right = "m >= 1 && m <= 12";
    if (style.order != Order::kYearMonth) is_right += " && a >= 1 && a <= n(y, m + 1, 1) - n(y, m, 1)";
    std::vector<std::string> terms;
    for (const auto& [name, term] : parts_of(style)) terms.push_back(term);
    number = join(terms, " OFS ", std::string::npos);
    if (column.is_one && style.order == Order::kYearMonth)
      number = "12 * y + m";
    else if (column.is_one)
      number = style.has_time ? R"(sprintf("%.4f", n(y, m, a) + h / 24 + d[5] / 1440))" : "n(y, m, a)";
  }
  const std::vector<std::string> nothing(names.size(), R"("NA")");
  const std::string rule = fmt::format("{{ {}{} = {} ? {} : {} }}", steps, cell, is_right, number,
                                       join(nothing, " OFS ", std::string::npos));
  std::string program = style.order == Order::kNoDate || style.order == Order::kYearMonth ? "" : kDays;
  const std::string between = awk_text(column.delimiter);
  if (column.header > 0 && names.size() > 1) {
    program += fmt::format("NR == {} {{ {} = \"{}\" }} ", column.header, cell,
                           join(names, between, std::string::npos));
  }
  if (column.header > 0) program += fmt::format("NR > {} ", column.header);
  const std::string separators =
      column.delimiter == kBlanks ? "" : fmt::format("-F{0} -v OFS={0} ", shell_word(between));
  return fmt::format("awk {}{}", separators, shell_word(program + rule + " 1"));
}

}  // namespace nntrain
