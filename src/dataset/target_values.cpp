#include "dataset/target_values.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {

void TargetValues::add(double value, std::string_view spelling, std::size_t line) {
  if (many_) return;
  Distinct* const known = find(value);
  if (known == nullptr) {
    if (distinct_.size() == kMostLabels) {
      many_ = true;
      return;
    }
    if (std::trunc(value) != value) all_whole_ = false;
    last_ = distinct_.size();
    distinct_.push_back({value, std::string(spelling), line, 1});
    return;
  }
  ++known->count;
  if (!respelled_ && known->spelling != spelling) {
    respelled_ = {known->spelling, known->line, std::string(spelling), line};
  }
}

TargetValues::Distinct* TargetValues::find(double value) {
  if (last_ < distinct_.size() && distinct_[last_].value == value) return &distinct_[last_];
  for (std::size_t i = 0; i < distinct_.size(); ++i) {
    if (distinct_[i].value == value) {
      last_ = i;
      return &distinct_[i];
    }
  }
  return nullptr;
}

std::vector<TargetValues::Distinct> TargetValues::by_value() const {
  std::vector<Distinct> sorted = distinct_;
  // ties: none, the values differ
  std::sort(sorted.begin(), sorted.end(),
            [](const Distinct& a, const Distinct& b) { return a.value < b.value; });
  return sorted;
}

std::string TargetValues::shown() const {
  std::vector<std::string> values;
  for (const Distinct& one : by_value()) values.push_back(printable(one.spelling));
  return join(values) + (many_ ? ", ..." : "");
}

void TargetValues::check_labels(const std::string& path, const std::string& target) const {
  if (!respelled_) return;
  throw DataError(
      fmt::format("{}: the target '{}' spells one class in two ways: '{}' in line {} and '{}' in line {}",
                  shown_path(path), printable(target), printable(respelled_->first), respelled_->first_line,
                  printable(respelled_->second), respelled_->second_line),
      "spell them alike, or train on the values:  --task regress");
}

Task TargetValues::decide(Task asked, const std::string& path, const std::string& target) const {
  const std::size_t count = distinct_.size();
  const std::string start = fmt::format("{}: the target '{}'", shown_path(path), printable(target));
  if (asked == Task::kRegress || (asked == Task::kAuto && (many_ || (count != 2 && !all_whole_)))) {
    return Task::kRegress;
  }
  if (count == 1) {
    throw TrainingError(fmt::format("{} has one class only: '{}' in every row", start,
                                    printable(distinct_.front().spelling)));
  }
  if (count == 2) {
    check_labels(path, target);
    return Task::kClassify;
  }
  if (asked == Task::kAuto) {
    throw UsageError(
        fmt::format("{} holds {} different whole numbers ({}), which could be classes or amounts", start,
                    count, shown()),
        "say which:  --task regress   or   --task classify (this version tells two classes apart)");
  }
  throw UsageError(
      fmt::format("{} has {} classes ({}), and this version tells two classes apart", start,
                  many_ ? fmt::format("more than {}", kMostLabels) : std::to_string(count), shown()),
      "choose a target of two values, or train on the values:  --task regress");
}

std::vector<ClassLabel> TargetValues::classes() const {
  std::vector<ClassLabel> labels;
  for (const Distinct& one : by_value()) labels.push_back({one.spelling, one.count});
  return labels;
}

double TargetValues::class_of(double value) const {
  const auto below = std::count_if(distinct_.begin(), distinct_.end(),
                                   [value](const Distinct& one) { return one.value < value; });
  return static_cast<double>(below);
}

}  // namespace nntrain
