#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// How a file writes numbers, beyond plain decimal numbers.
struct NumberStyle {
  std::vector<std::string> units;  ///< texts before or behind a number that are left out: "$", "%", "km"
  char thousands = '\0';           ///< what separates thousands: a comma, ' or a blank; '\0': nothing

  bool is_plain() const { return units.empty() && thousands == '\0'; }
};

/// The plain decimal number that `text` means in this style; nullopt if it means none, or is plain itself.
std::optional<std::string> plain_number(std::string_view text, const NumberStyle& style);

/// Whether nine of ten of these texts, or more, are so.
template <typename F>
bool is_nearly_all(const std::vector<std::string>& texts, const F& is_so) {
  std::size_t others = 0;
  for (const std::string& text : texts) {
    if (!is_so(text)) ++others;
  }
  return others * 10 <= texts.size();
}

/// The style in which nearly all of these texts are numbers with the same unit, or with thousands, or with
/// both; nullopt if they are anything else.
std::optional<NumberStyle> style_of(const std::vector<std::string>& texts);

/// The units of numbers that cannot be compared: several units, or one like "k" beside numbers without any.
/// None if nearly all of the texts are anything else.
std::vector<std::string> several_units(const std::vector<std::string>& texts);

/// Whether nearly all of these texts are numbers with a decimal comma, also with points between thousands and
/// a unit: 1.234,5 EUR.
bool have_decimal_commas(const std::vector<std::string>& texts);

/// The byte that --thousands means, '\0' for "none". Throws UsageError.
char parse_thousands(const std::string& text);
std::string thousands_text(char thousands);

}  // namespace nntrain
