#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nntrain {

enum class NumberStatus {
  kOk,
  kNotANumber,  ///< empty, trailing text, hexadecimal, "inf", "nan", a decimal comma
  kOverflow,    ///< a decimal number beyond the largest double
};

struct ParsedNumber {
  double value = 0;
  NumberStatus status = NumberStatus::kNotANumber;
};

/// Reads the whole text as a decimal number: optional sign, digits with an optional point, optional exponent.
/// Correctly rounded; what underflows is rounded to a subnormal or to a zero of the same sign. No blanks.
ParsedNumber parse_number(std::string_view text);

/// Reads the whole text as decimal digits without a sign or leading zeros; nullopt if it is anything else or
/// does not fit 64 bits.
std::optional<std::uint64_t> parse_count(std::string_view text);

/// The shortest decimal text that reads back as the same double, for example 0.1 or 1e-05; "nan" for every
/// NaN, whose sign differs between machines.
std::string shortest(double value);

}  // namespace nntrain
