#include "csv/number_style.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::array<std::string_view, 3> kBlankBytes = {" ", "\xC2\xA0",
                                                         "\xE2\x80\xAF"};  // two do not break
constexpr std::array<std::string_view, 26> kCurrencies = {                 // a longer one before its end
    "US$",          "R$",           "A$",  "C$",  "HK$", "$",   "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5",
    "\xE2\x82\xB9", "\xE2\x82\xBD", "USD", "EUR", "GBP", "CHF", "JPY",          "CNY",      "INR",
    "AUD",          "CAD",          "SEK", "NOK", "DKK", "PLN", "Rs.",          "Rs"};
constexpr std::size_t kLongestUnit = 8;  // bytes
constexpr std::array<std::string_view, 2> kApostrophes = {"'", "\xE2\x80\x99"};
constexpr std::array<std::string_view, 13> kMultipliers = {"k",  "K",  "M",   "G",   "B", "T", "bn",
                                                           "mn", "Mn", "Mio", "Mrd", "m", "b"};
constexpr std::array<std::string_view, 56> kUnits = {
    "%",  "g",  "kg",  "mg", "t",  "lb", "lbs", "oz",  "m",   "km",  "cm",  "mm",  "mi",  "ft",
    "in", "yd", "l",   "L",  "ml", "mL", "cl",  "gal", "s",   "ms",  "us",  "ns",  "sec", "min",
    "h",  "hr", "hrs", "d",  "B",  "kB", "KB",  "MB",  "GB",  "TB",  "Hz",  "kHz", "MHz", "GHz",
    "V",  "mV", "A",   "mA", "W",  "kW", "MW",  "hp",  "EUR", "USD", "GBP", "CHF", "C",   "F"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// `text` without the blanks at both ends.
std::string_view trimmed(std::string_view text) {
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    for (const std::string_view blank : kBlankBytes) {
      if (text.starts_with(blank))
        text.remove_prefix(blank.size());
      else if (text.ends_with(blank))
        text.remove_suffix(blank.size());
      else
        continue;
      is_changed = true;
    }
  }
  return text;
}

/// `text` without thousands' separators; nullopt if they do not stand before three digits each.
std::optional<std::string> without_thousands(std::string_view text, char thousands) {
  std::string plain;
  std::size_t digits = 0;  // since the last separator, or the start
  bool is_grouped = false;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 0;
    if (thousands == ' ') {
      length = length_of_start(kBlankBytes, text.substr(i));
    } else if (thousands == '\'') {
      length = length_of_start(kApostrophes, text.substr(i));
    } else if (thousands != '\0' && text[i] == thousands) {
      length = 1;
    }
    if (length > 0) {
      if (digits == 0 || digits > 3 || (is_grouped && digits != 3) || plain == "0") return {};
      is_grouped = true;
      digits = 0;
      i += length;
      continue;
    }
    if (!is_digit(text[i])) {  // the point, or an exponent
      if (is_grouped && text[i] != '.') return {};
      plain += text.substr(i);
      break;
    }
    ++digits;
    plain += text[i++];
  }
  if (is_grouped && digits != 3) return {};
  return plain;
}

std::string_view take_sign(std::string_view text, std::string& sign) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    sign += text.front();
    text.remove_prefix(1);
  }
  return text;
}

/// Whether it can stand behind a number as its unit: "km", "m2", "%"; not "-" or "CR", which are signs.
bool may_be_unit(std::string_view text) {
  if (text.empty() || text.size() > kLongestUnit || lower(text) == "cr" || lower(text) == "dr") return false;
  const auto is_plain = [](char c) {
    return !is_digit(c) && std::string_view("+-()[]<>*#:;\"'").find(c) == std::string_view::npos;
  };
  const char last = text.back();
  const bool has_letter = std::any_of(text.begin(), text.end(), is_letter);
  const bool is_power = text.size() > 1 && (last == '2' || last == '3');  // m2
  return std::all_of(text.begin(), text.end() - 1, is_plain) && (is_power || is_plain(last)) &&
         (has_letter || is_known_unit(text));
}

/// A currency before the number, or a short unit behind it; "" if there is none.
std::string unit_in(std::string_view text) {
  std::string sign;
  text = trimmed(take_sign(text, sign));
  for (const std::string_view currency : kCurrencies) {
    if (text.starts_with(currency) && text.size() > currency.size()) return std::string(currency);
  }
  std::size_t end = 0;  // of the number
  while (end < text.size()) {
    const std::string_view rest = text.substr(end);
    const std::size_t between =
        std::max(length_of_start(kBlankBytes, rest), length_of_start(kApostrophes, rest));
    const bool goes_on = between > 0 && rest.size() > between && is_digit(rest[between]);
    const bool is_part =
        is_digit(rest.front()) || std::string_view(".,'").find(rest.front()) != std::string_view::npos;
    if (!goes_on && !is_part) break;
    end += goes_on ? between : 1;
  }
  const std::string_view unit = end == 0 ? "" : trimmed(text.substr(end));
  return may_be_unit(unit) ? std::string(unit) : "";
}

char thousands_in(std::string_view text) {
  for (const std::string_view blank : kBlankBytes) {
    const std::size_t at = text.find(blank);
    const std::size_t behind = at + blank.size();
    if (at != std::string_view::npos && at > 0 && is_digit(text[at - 1]) && behind < text.size() &&
        is_digit(text[behind]))
      return ' ';
  }
  for (const std::string_view apostrophe : kApostrophes) {
    if (text.find(apostrophe) != std::string_view::npos) return '\'';
  }
  return text.find(',') != std::string_view::npos ? ',' : '\0';
}

/// The number in `text` without this unit, which may be "".
std::optional<std::string> number_without(std::string_view unit, std::string_view text, char thousands) {
  std::string sign;
  std::string_view rest = trimmed(take_sign(text, sign));
  if (!unit.empty() && rest.starts_with(unit)) {
    rest = trimmed(rest.substr(unit.size()));
    if (sign.empty()) rest = take_sign(rest, sign);
  } else if (!unit.empty() && rest.ends_with(unit)) {
    rest = trimmed(rest.substr(0, rest.size() - unit.size()));
  } else if (!unit.empty()) {
    return {};
  }
  if (rest.empty() || !(is_digit(rest.front()) || rest.front() == '.')) return {};
  const std::optional<std::string> digits = without_thousands(rest, thousands);
  if (!digits) return {};
  std::string plain = sign + *digits;
  if (plain == text || parse_number(plain).status != NumberStatus::kOk) return {};
  return plain;
}

}  // namespace

std::optional<std::string> plain_number(std::string_view text, const NumberStyle& style) {
  std::optional<std::string> number = number_without("", text, style.thousands);
  for (const std::string& unit : style.units) {
    if (!number) number = number_without(unit, text, style.thousands);
  }
  return number;
}

std::optional<NumberStyle> style_of(const std::vector<std::string>& texts) {
  NumberStyle style;
  std::string unit;
  for (const std::string& text : texts) {
    if (unit.empty()) unit = unit_in(text);
    if (style.thousands == '\0') style.thousands = thousands_in(text);
  }
  if (!unit.empty()) style.units.push_back(unit);
  if (style.is_plain()) return {};
  std::size_t plain = 0;
  const bool fits = is_nearly_all(texts, [&](const std::string& text) {
    if (parse_number(text).status == NumberStatus::kOk) ++plain;
    return unit_in(text) == unit ? plain_number(text, style).has_value()
                                 : unit_in(text).empty() && (plain_number(text, style) ||
                                                             parse_number(text).status == NumberStatus::kOk);
  });
  if (!fits || (plain > 0 && is_one_of(kMultipliers, unit))) return {};
  return style;
}

std::vector<std::string> several_units(const std::vector<std::string>& texts) {
  std::vector<std::string> units;
  std::size_t plain = 0;
  const bool fits = is_nearly_all(texts, [&](const std::string& text) {
    const std::string unit = unit_in(text);
    if (unit.empty() && parse_number(text).status == NumberStatus::kOk) ++plain;
    if (unit.empty()) return parse_number(text).status == NumberStatus::kOk;
    if (!(is_known_unit(unit) || is_one_of(kMultipliers, unit))) return false;
    if (!plain_number(text, {{unit}, thousands_in(text)})) return false;
    if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
    return true;
  });
  const bool differ = units.size() > 1 || (units.size() == 1 && plain > 0);
  return fits && differ ? units : std::vector<std::string>();
}

bool is_known_unit(std::string_view unit) {
  const auto is_it = [&](std::string_view known) { return lower(known) == lower(unit); };
  return is_one_of(kCurrencies, unit) || std::any_of(kUnits.begin(), kUnits.end(), is_it);
}

bool changes_numbers(std::string_view unit) {
  return unit == "%" || is_one_of(kMultipliers, unit);
}

std::string with_minus_sign(std::string_view text) {
  const std::size_t dash = length_of_start(kMinusSigns, text);
  return dash > 0 ? "-" + std::string(text.substr(dash)) : std::string(text);
}

bool is_amount(const std::string& text) {
  const std::string plain = with_minus_sign(text);
  return (plain != text && parse_number(plain).status == NumberStatus::kOk) || style_of({plain}) ||
         have_decimal_commas({plain});
}

bool have_decimal_commas(const std::vector<std::string>& texts) {
  bool is_met = false;  // not between thousands
  const bool fits = is_nearly_all(texts, [&](const std::string& text) {
    const std::string unit = unit_in(text);
    std::string sign;
    std::string_view rest = trimmed(take_sign(text, sign));
    if (!unit.empty() && rest.starts_with(unit)) rest = trimmed(rest.substr(unit.size()));
    if (!unit.empty() && rest.ends_with(unit)) rest = trimmed(rest.substr(0, rest.size() - unit.size()));
    const std::size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view whole = rest.substr(0, comma);
    const std::string_view decimals = rest.substr(std::min(comma + 1, rest.size()));
    const bool are_digits = std::all_of(decimals.begin(), decimals.end(), is_digit);
    if (comma < rest.size() && (decimals.size() != 3 || whole.find('.') != std::string_view::npos))
      is_met = true;
    return !whole.empty() && is_digit(whole.front()) && are_digits &&
           whole.find_first_not_of("0123456789.") == std::string_view::npos &&
           without_thousands(whole, '.') && (comma == rest.size() || !decimals.empty());
  });
  return fits && is_met;
}

char parse_thousands(const std::string& text) {
  if (text == "none") return '\0';
  if (text == "," || text == "'" || text == " ") return text.front();
  throw UsageError(fmt::format(
      "--thousands '{}' cannot separate thousands: use a comma, ' or a blank, or none", printable(text)));
}

std::string thousands_text(char thousands) {
  return thousands == '\0' ? "none" : std::string(1, thousands);
}

}  // namespace nntrain
