#include "dataset/number_line.hpp"

#include <algorithm>

#include "base/scan_number.hpp"

namespace nntrain {

const std::size_t NumberLine::kSlack = kScanSlack;

NumberLine::NumberLine(const RowPlan& plan, const MissingTexts& missing)
    : delimiter_(plan.delimiter),
      slots_(plan.fields, kNoSlot),
      is_possible_(!missing.has_numbers() && plan.delimiter != kBlanks),
      comment_(plan.comment.empty() ? '\0' : plan.comment.front()) {
  for (std::size_t slot = 0; slot < plan.features.size(); ++slot) slots_[plan.features[slot]] = slot;
  if (plan.target) slots_[*plan.target] = plan.features.size();
  if (plan.weights) slots_[*plan.weights] = plan.features.size() + 1;
  if (plan.target) spelled_.push_back({*plan.target, 0});
  for (std::size_t text = 0; text < plan.copied.size(); ++text) {
    spelled_.push_back({plan.copied[text], text + 1});
  }
  std::stable_sort(spelled_.begin(), spelled_.end(),
                   [](const Spelled& a, const Spelled& b) { return a.field < b.field; });
  spelled_.push_back({kNoSlot, 0});
}

const char* NumberLine::read(const char* text, double* row, std::string_view* texts) const {
  if (!is_possible_) return nullptr;
  if (comment_ != '\0' && begins_with_comment(text)) return nullptr;
  const char* at = text;
  const Spelled* spelled = spelled_.data();
  const std::size_t last = slots_.size() - 1;
  for (std::size_t field = 0;; ++field) {
    const char* const begin = at;
    at = slots_[field] == kNoSlot ? skip(at) : scan_number(at, row[slots_[field]]);
    if (at == nullptr) return nullptr;
    for (; field == spelled->field; ++spelled) {
      texts[spelled->text] = {begin, static_cast<std::size_t>(at - begin)};
    }
    if (field == last) break;
    if (*at++ != delimiter_) return nullptr;
  }
  if (*at == '\r') ++at;
  return *at == '\n' ? at + 1 : nullptr;
}

/// Whether the line may be a comment.
bool NumberLine::begins_with_comment(const char* text) const {
  while (*text == ' ' || *text == '\t') ++text;
  return *text == comment_;
}

/// Returns the end of a field that is not needed; nullptr for a quote or the end of the text.
const char* NumberLine::skip(const char* text) const {
  while (*text != delimiter_ && *text != '\n') {
    if (*text == '"' || *text == '\0') return nullptr;
    ++text;
  }
  return text;
}

}  // namespace nntrain
