#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

namespace nntrain {

/// scan_number may read this many bytes after the end of the text.
inline constexpr std::size_t kScanSlack = 32;

/// As scan_number, for all other forms of numbers: a plus sign, exponents, more than 19 digits.
const char* scan_other_number(const char* text, double& value);

namespace scan {

/// The double that is nearest to number / 10^decimals; nullopt if it is none of the usual size.
std::optional<double> nearest(std::uint64_t number, std::size_t decimals);

/// Eight characters as one word, the first in the lowest byte.
inline std::uint64_t load(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

/// The number of digits before the first other character, 0 to 8.
inline unsigned digits_in(std::uint64_t word) {
  const std::uint64_t others =
      ((word + 0x4646464646464646U) | (word - 0x3030303030303030U)) & 0x8080808080808080U;
  return static_cast<unsigned>(std::countr_zero(others)) / 8;
}

/// The number that the first `count` of eight digits form. The digits move to the end, with zeros before
/// them; then they are joined to pairs and to fours.
inline std::uint64_t value_of(std::uint64_t word, unsigned count) {
  const unsigned half = 32 - 4 * count;  // in two steps: a shift by 64 is undefined
  std::uint64_t digits = (word - 0x3030303030303030U) << half << half;
  digits = digits * 10 + (digits >> 8U);
  constexpr std::uint64_t kMask = 0x000000FF000000FFU;
  return ((digits & kMask) * 0x000F424000000064U + (digits >> 16U & kMask) * 0x0000271000000001U) >> 32U;
}

inline constexpr std::array<std::uint64_t, 9> kPowers = {1,      10,      100,      1000,     10000,
                                                         100000, 1000000, 10000000, 100000000};

/// All integers up to this one, and all powers of ten of kMostDigits, are doubles.
inline constexpr std::uint64_t kLargestExact = std::uint64_t{1} << 53U;
inline constexpr std::size_t kMostDigits = 19;  // fit in 64 bits
inline constexpr std::array<double, kMostDigits + 1> kTens = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                                              1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                                              1e14, 1e15, 1e16, 1e17, 1e18, 1e19};

}  // namespace scan

/// Reads the decimal number at the start of `text`, correctly rounded, and returns the position after it, or
/// nullptr if there is no number. The value equals that of parse_number if the number ends there; the caller
/// must check that. Reads eight decimals at a time, because a branch for each one is hard to predict.
/// A division rounds short numbers (Clinger, "How to read floating point numbers accurately", 1990), and
/// fast_float the others (Lemire, "Number parsing at a gigabyte per second", 2021).
inline const char* scan_number(const char* text, double& value) {
  const bool negative = *text == '-';
  const char* const first = text + (negative ? 1 : 0);
  const char* at = first;
  std::uint64_t number = 0;
  for (; *at >= '0' && *at <= '9' && at - first <= static_cast<std::ptrdiff_t>(scan::kMostDigits); ++at) {
    number = number * 10 + static_cast<std::uint64_t>(*at - '0');
  }
  auto digits = static_cast<std::size_t>(at - first);
  if (digits == 0 || digits > scan::kMostDigits) return scan_other_number(text, value);
  if (number == 0) digits = 0;
  std::size_t decimals = 0;
  if (*at == '.') {
    const char* const point = at++;
    std::uint64_t word = scan::load(at);
    const unsigned one = scan::digits_in(word);
    number = number * scan::kPowers[one] + scan::value_of(word, one);
    at += one;
    if (one == 8) {
      word = scan::load(at);
      const unsigned two = scan::digits_in(word);
      number = number * scan::kPowers[two] + scan::value_of(word, two);
      at += two;
      word = scan::load(at);
      const unsigned three = two == 8 ? scan::digits_in(word) : 0;
      number = number * scan::kPowers[three] + scan::value_of(word, three);
      at += three;
    }
    decimals = static_cast<std::size_t>(at - point) - 1;
    digits += decimals;
  }
  if (digits > scan::kMostDigits || (*at | 0x20) == 'e') return scan_other_number(text, value);
  double size = 0;
  if (number <= scan::kLargestExact) {
    // Both are doubles without an error, so the division alone rounds.
    size = static_cast<double>(static_cast<std::int64_t>(number)) / scan::kTens[decimals];
  } else if (const std::optional<double> rounded = scan::nearest(number, decimals)) {
    size = *rounded;
  } else {
    return scan_other_number(text, value);
  }
  value = std::bit_cast<double>(std::bit_cast<std::uint64_t>(size) |
                                static_cast<std::uint64_t>(negative ? 1 : 0) << 63U);
  return at;
}

}  // namespace nntrain
