#include "dataset/number_style.hpp"

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
constexpr std::array<std::string_view, 4> kCurrencies = {"$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5"};
constexpr std::size_t kLongestUnit = 5;  // bytes

bool is_digit(char c) {
  return c >= '0' && c <= '9';
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
      for (const std::string_view blank : kBlankBytes) {
        if (text.substr(i).starts_with(blank)) length = blank.size();
      }
    } else if (thousands != '\0' && text[i] == thousands) {
      length = 1;
    }
    if (length > 0) {
      if (digits == 0 || digits > 3 || (is_grouped && digits != 3)) return {};
      is_grouped = true;
      digits = 0;
      i += length;
      continue;
    }
    if (!is_digit(text[i])) {  // the point, or an exponent
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

/// A currency before the number, or a short unit behind it; "" if there is none.
std::string unit_in(std::string_view text) {
  std::string sign;
  text = trimmed(take_sign(text, sign));
  for (const std::string_view currency : kCurrencies) {
    if (text.starts_with(currency)) return std::string(currency);
  }
  const std::size_t last = text.find_last_of("0123456789.");
  const std::string_view unit = last == std::string_view::npos ? "" : trimmed(text.substr(last + 1));
  return unit.size() <= kLongestUnit ? std::string(unit) : "";
}

char thousands_in(std::string_view text) {
  for (const std::string_view blank : kBlankBytes) {
    const std::size_t at = text.find(blank);
    const std::size_t behind = at + blank.size();
    if (at != std::string_view::npos && at > 0 && is_digit(text[at - 1]) && behind < text.size() &&
        is_digit(text[behind]))
      return ' ';
  }
  if (text.find('\'') != std::string_view::npos) return '\'';
  return text.find(',') != std::string_view::npos ? ',' : '\0';
}

}  // namespace

std::optional<std::string> plain_number(std::string_view text, const NumberStyle& style) {
  std::string sign;
  std::string_view rest = trimmed(take_sign(text, sign));
  for (const std::string& unit : style.units) {
    if (rest.starts_with(unit)) {
      rest = trimmed(rest.substr(unit.size()));
      if (sign.empty()) rest = take_sign(rest, sign);
      break;
    }
    if (rest.ends_with(unit)) {
      rest = trimmed(rest.substr(0, rest.size() - unit.size()));
      break;
    }
  }
  if (rest.empty() || !(is_digit(rest.front()) || rest.front() == '.')) return {};
  const std::optional<std::string> digits = without_thousands(rest, style.thousands);
  if (!digits) return {};
  std::string plain = sign + *digits;
  if (plain == text || parse_number(plain).status != NumberStatus::kOk) return {};
  return plain;
}

std::optional<NumberStyle> style_of(const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  NumberStyle style;
  const std::string unit = unit_in(texts.front());
  if (!unit.empty()) style.units.push_back(unit);
  for (const std::string& text : texts) {
    if (style.thousands == '\0') style.thousands = thousands_in(text);
  }
  const bool fits = std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
    return unit_in(text) == unit &&
           (plain_number(text, style) || parse_number(text).status == NumberStatus::kOk);
  });
  if (!fits || style.is_plain()) return {};
  return style;
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
