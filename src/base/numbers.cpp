#include "base/numbers.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include <fmt/format.h>

namespace nntrain {
namespace {

/// std::from_chars reports underflow and overflow in the same way. The decimal exponent of the first nonzero
/// digit decides: the value is known to be below 1e-307 or above 1e307.
bool is_huge(std::string_view digits) {
  constexpr long long kFar = 1'000'000'000'000;  // no mantissa is long enough to balance it
  long long exponent = 0;
  const std::size_t e = digits.find_first_of("eE");
  if (e != std::string_view::npos) {
    std::string_view text = digits.substr(e + 1);
    const bool negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    for (const char c : text) exponent = exponent < kFar ? exponent * 10 + (c - '0') : exponent;
    if (negative) exponent = -exponent;
  }
  const std::string_view mantissa = digits.substr(0, e);
  const std::size_t point = mantissa.find('.');
  const std::size_t first = mantissa.find_first_of("123456789");
  const auto whole = static_cast<long long>(point == std::string_view::npos ? mantissa.size() : point);
  const auto position = static_cast<long long>(first);
  return exponent + whole - position > 0;
}

}  // namespace

ParsedNumber parse_number(std::string_view text) {
  std::string_view digits = text;
  const bool negative = !digits.empty() && digits.front() == '-';
  if (negative || (!digits.empty() && digits.front() == '+')) digits.remove_prefix(1);
  const bool starts_well =
      !digits.empty() &&
      (is_digit(digits.front()) || (digits.front() == '.' && digits.size() > 1 && is_digit(digits[1])));
  if (!starts_well) return {};

  ParsedNumber parsed;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, parsed.value, std::chars_format::general);
  if (stop != end || error == std::errc::invalid_argument) return {};
  parsed.status = NumberStatus::kOk;
  if (error == std::errc::result_out_of_range) {
    parsed.value = 0;
    if (is_huge(digits)) parsed.status = NumberStatus::kOverflow;
  }
  if (negative) parsed.value = -parsed.value;
  return parsed;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  if (text.empty() || !is_digit(text.front()) || (text.size() > 1 && text.front() == '0')) return {};
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end || error != std::errc()) return {};
  return value;
}

std::string with_decimal_point(std::string_view text) {
  std::string result(text);
  const std::size_t comma = result.find(',');
  if (comma == std::string::npos) return "";
  result[comma] = '.';
  return parse_number(result).status == NumberStatus::kOk ? result : "";
}

std::string without_grouping(std::string_view text) {
  const std::size_t first = text.find_first_of(".,");
  if (first == 0 || first > 3 || (text.size() - first) % 4 != 0) return "";
  std::string result(text.substr(0, first));
  for (std::size_t at = first; at < text.size(); at += 4) {
    if (text[at] != text[first]) return "";
    result += text.substr(at + 1, 3);
  }
  return parse_count(result) ? result : "";
}

std::string shortest(double value) {
  std::string text;
  append_shortest(text, value);
  return text;
}

void append_shortest(std::string& text, double value) {
  constexpr std::size_t kLongest = 24;  // -2.2250738585072014e-308
  std::array<char, kLongest + 1> digits;
  if (std::isnan(value)) {
    text += "nan";
    return;
  }
  const char* const end = fmt::format_to(digits.data(), "{}", value);
  text.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

std::string share_text(double share) {
  constexpr int kMostDigits = 17;
  const bool is_extreme = !(share > 0 && share < 1);
  for (int digits = 4;; ++digits) {
    std::string text = fmt::format("{:.{}f}", share, digits);
    const bool looks_extreme = text.front() == '1' || text.find_first_not_of("0.") == std::string::npos;
    if (is_extreme || !looks_extreme || digits == kMostDigits) return text;
  }
}

}  // namespace nntrain
