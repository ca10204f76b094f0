#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nntrain {

/// Whether it is one of 0-9.
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

enum class NumberStatus {
  kOk,
  kNotANumber,  ///< empty, trailing text, hexadecimal, "inf", "nan", or a decimal comma
  kOverflow,    ///< a decimal number beyond the largest double
};

struct ParsedNumber {
  double value = 0;
  NumberStatus status = NumberStatus::kNotANumber;
};

/// Reads the whole text as a decimal number: optional sign, digits with an optional point, optional exponent.
/// No blanks. The value is correctly rounded; an underflow gives a subnormal or a zero with the sign of the
/// text.
ParsedNumber parse_number(std::string_view text);

/// Reads the whole text as decimal digits without sign and leading zeros. Returns nullopt for any other text
/// and for a number that does not fit in 64 bits.
std::optional<std::uint64_t> parse_count(std::string_view text);

/// "0.05" for "0,05": the text with a point in the place of its only comma, if that makes it a number; else
/// "".
std::string with_decimal_point(std::string_view text);

/// "10000" for "10,000" or "10.000": the text without the points or commas that part its digits in groups of
/// three, if that makes it a whole number; else "".
std::string without_grouping(std::string_view text);

/// The shortest decimal text that reads back as the same double, for example 0.1 or 1e-05. Every NaN is
/// "nan", because its sign differs between machines.
std::string shortest(double value);
void append_shortest(std::string& text, double value);

/// A number from 0 to 1 with 4 digits after the point, or as many more as it takes to tell it from 0 and 1.
std::string share_text(double share);

}  // namespace nntrain
