#include "base/scan_number.hpp"

#include <string_view>

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

}  // namespace nntrain
