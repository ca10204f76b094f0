#include "base/scan_number.hpp"

#include <string_view>

#include <fast_float/fast_float.h>

#include "base/numbers.hpp"

namespace nntrain {

const char* scan_other_number(const char* text, double& value) {
  constexpr std::string_view kParts = "0123456789.eE+-";
  const char* end = text;
  while (*end != '\0' && kParts.find(*end) != std::string_view::npos) ++end;
  const ParsedNumber number = parse_number({text, static_cast<std::size_t>(end - text)});
  if (number.status != NumberStatus::kOk) return nullptr;
  value = number.value;
  return end;
}

std::optional<double> scan::nearest(std::uint64_t number, std::size_t decimals) {
  const auto rounded = fast_float::compute_float<fast_float::binary_format<double>>(
      -static_cast<std::int64_t>(decimals), number);
  if (rounded.power2 < 0) return {};
  return std::bit_cast<double>(rounded.mantissa | static_cast<std::uint64_t>(rounded.power2) << 52U);
}

}  // namespace nntrain
