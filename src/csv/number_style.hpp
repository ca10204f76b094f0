#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/numbers.hpp"

namespace nntrain {

/// How a file writes numbers, beyond plain decimal numbers.
struct NumberStyle {
  std::vector<std::string> units;  ///< texts before or behind a number that are left out: "$", "%", "km"
  char thousands = '\0';           ///< what separates thousands: a comma, ' or a blank; '\0': nothing
  std::vector<std::string> of_fields{};  ///< the only unit of each field; "": any

  friend bool operator==(const NumberStyle&, const NumberStyle&) = default;
  bool is_plain() const { return units.empty() && thousands == '\0'; }
};

/// The plain decimal number that `text` means in this style; nullopt if it means none, or is plain itself.
std::optional<std::string> plain_number(std::string_view text, const NumberStyle& style);

/// Whether nearly all of these texts are so: more than half of them, and nine of ten of those with a digit.
/// (The others may be words for missing ones.)
template <typename F>
bool is_nearly_all(const std::vector<std::string>& texts, const F& is_so) {
  std::size_t so = 0;
  std::size_t others = 0;  // with a digit
  for (const std::string& text : texts) {
    if (is_so(text)) {
      ++so;
    } else if (std::any_of(text.begin(), text.end(), is_digit)) {
      ++others;
    }
  }
  return 2 * so > texts.size() && others * 10 <= texts.size();
}

/// The style in which nearly all of these texts are numbers with the same unit, or with thousands, or with
/// both; nullopt if they are anything else.
std::optional<NumberStyle> style_of(const std::vector<std::string>& texts);

/// The units of numbers that cannot be compared: several units, or one like "k" beside numbers without any.
/// None if nearly all of the texts are anything else.
std::vector<std::string> several_units(const std::vector<std::string>& texts);

/// Whether it is a currency, a percent sign or a usual unit.
bool is_known_unit(std::string_view unit);

/// Whether the unit stands for a factor, so that it cannot be left out beside numbers without it: "k", "%".
bool changes_numbers(std::string_view unit);

/// `text` with a minus sign in the place of a dash at its start: U+2212 and others.
std::string with_minus_sign(std::string_view text);

/// Whether it is a number with such a dash, a unit, thousands, or points between thousands.
bool is_amount(const std::string& text);

/// Whether nearly all of these texts are numbers with a decimal comma, also with points between thousands and
/// a unit: 1.234,5 EUR.
bool have_decimal_commas(const std::vector<std::string>& texts);

/// The byte that --thousands means, '\0' for "none". Throws UsageError.
char parse_thousands(const std::string& text);
std::string thousands_text(char thousands);

}  // namespace nntrain
