#include "dataset/labels.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {

std::string plain_label(std::string_view label) {
  std::string plain = lower(label);
  constexpr std::array<std::string_view, 4> kBlankTexts = {" ", "\t", "\r", "\xC2\xA0"};
  for (const std::string_view blank : kBlankTexts) {
    for (std::size_t at = 0; (at = plain.find(blank, at)) != std::string::npos;)
      plain.erase(at, blank.size());
  }
  if (plain.ends_with('.')) plain.pop_back();
  const ParsedNumber number = parse_number(plain);
  return number.status == NumberStatus::kOk ? shortest(number.value) : plain;
}

std::optional<std::string> nearest_label(std::string_view label, const std::vector<std::string>& known) {
  const auto twin = std::find_if(known.begin(), known.end(), [plain = plain_label(label)](const auto& one) {
    return plain_label(one) == plain;
  });
  return twin != known.end() ? *twin : nearest_name(label, known);
}

std::vector<std::pair<std::string, std::string>> twin_labels(const std::vector<std::string>& labels) {
  std::map<std::string, std::string> first;  // by plain label
  std::vector<std::pair<std::string, std::string>> twins;
  for (const std::string& label : labels) {
    const auto [earlier, is_new] = first.emplace(plain_label(label), label);
    if (!is_new) twins.emplace_back(earlier->second, label);
  }
  return twins;
}

}  // namespace nntrain
