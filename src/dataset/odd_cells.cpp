#include "dataset/odd_cells.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostSpellings = 8;
constexpr std::size_t kTypeable = 40;  // bytes

}  // namespace

void OddCells::add(std::string_view text) {
  if (missing_.contains(text)) {
    ++missing_count_;
    is_incomplete_ = true;
    return;
  }
  if (is_text_ || parse_number(text).status == NumberStatus::kOk) {
    ++numbers_;
    return;
  }
  ++odd_;
  is_incomplete_ = true;
  if (are_many_ || std::find(spellings_.begin(), spellings_.end(), text) != spellings_.end()) return;
  are_many_ = spellings_.size() == kMostSpellings;
  if (!are_many_) spellings_.emplace_back(text);
}

void OddCells::end_record(bool lacks) {
  ++records_;
  if (lacks || is_incomplete_) ++incomplete_;
  is_incomplete_ = false;
}

bool OddCells::may_be_missing() const {
  return odd_ > 0 && !are_many_ && odd_ <= before_ + numbers_ &&
         std::all_of(spellings_.begin(), spellings_.end(), [](const std::string& text) {
           return text.size() <= kTypeable && printable(text) == text;
         });
}

}  // namespace nntrain
