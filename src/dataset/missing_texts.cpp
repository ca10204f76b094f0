#include "dataset/missing_texts.hpp"

#include <algorithm>
#include <utility>

#include "base/numbers.hpp"

namespace nntrain {

MissingTexts::MissingTexts(std::vector<std::string> texts) : texts_(std::move(texts)) {
  for (const std::string& text : texts_) has_length_[std::min(text.size(), kLengths - 1)] = true;
}

bool MissingTexts::is_listed(std::string_view text) const {
  return std::find(texts_.begin(), texts_.end(), text) != texts_.end();
}

bool MissingTexts::has_numbers() const {
  return std::any_of(texts_.begin(), texts_.end(), [](const std::string& text) {
    return parse_number(text).status != NumberStatus::kNotANumber;
  });
}

}  // namespace nntrain
