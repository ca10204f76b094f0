#pragma once

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

/// The style in which all these texts are numbers with the same unit, or with thousands, or with both;
/// nullopt if they are anything else.
std::optional<NumberStyle> style_of(const std::vector<std::string>& texts);

/// The byte that --thousands means, '\0' for "none". Throws UsageError.
char parse_thousands(const std::string& text);
std::string thousands_text(char thousands);

}  // namespace nntrain
