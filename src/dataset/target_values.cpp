#include "dataset/target_values.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/labels.hpp"

namespace nntrain {
namespace {

using Distinct = TargetValues::Distinct;

void sort_by_value(std::vector<Distinct>& labels) {
  // Two spellings of a value become an error. The earlier line comes first.
  // ties: none, a line has one label
  std::sort(labels.begin(), labels.end(), [](const Distinct& a, const Distinct& b) {
    return a.value != b.value ? a.value < b.value : a.line < b.line;
  });
}

std::string start_of_message(const Table& table) {
  return fmt::format("{}: the target '{}'", shown_path(table.path), printable(table.target));
}

/// "'1.0' in line 7"
std::string shown(const Distinct& one, const Table& table) {
  const auto [path, line] = table.place(one.line);
  return fmt::format("'{}' in line {}{}", printable(one.spelling), line,
                     table.is_of_pattern() ? " of " + shown_path(path) : "");
}

[[noreturn]] void refuse_spellings(const Distinct& first, const Distinct& second, const Table& table) {
  throw DataError(fmt::format("{} has two spellings of one class: {} and {}", start_of_message(table),
                              shown(first, table), shown(second, table)),
                  Remedy(RemedyId::kSpellings,
                         {{"use one spelling, or train on the values", {"--task", "regress"}}}, true));
}

/// A class that is a number may be an amount.
[[noreturn]] void refuse_one_class(const std::string& label, const Table& table) {
  const bool is_number = parse_number(label).status == NumberStatus::kOk;
  throw TrainingError(
      fmt::format("{} has only one class: '{}' in every row", start_of_message(table), printable(label)),
      is_number ? Remedy(RemedyId::kTask, {{"if it is a number, and no class", {"--task", "regress"}}}, true)
                : Remedy("name a column with two classes or more:  --target NAME"));
}

/// The levels of a label column in class order. `value` is the number, if the level is one.
std::vector<Distinct> ordered_levels(const ColumnReader& column, const Table& table) {
  std::vector<Distinct> labels;
  bool all_numbers = true;
  for (std::size_t level = 0; level < column.levels().size(); ++level) {
    const ParsedNumber number = parse_number(column.levels()[level]);
    all_numbers = all_numbers && number.status == NumberStatus::kOk;
    labels.push_back({number.value, column.levels()[level], column.level_lines()[level]});
  }
  if (labels.size() == 1) refuse_one_class(labels.front().spelling, table);
  if (all_numbers) {
    sort_by_value(labels);
    const auto same =
        std::adjacent_find(labels.begin(), labels.end(),
                           [](const Distinct& a, const Distinct& b) { return a.value == b.value; });
    if (same != labels.end()) refuse_spellings(same[0], same[1], table);
  } else {
    // ties: none, the spellings differ
    std::sort(labels.begin(), labels.end(),
              [](const Distinct& a, const Distinct& b) { return a.spelling < b.spelling; });
  }
  return labels;
}

/// Tells the user which classes may be one.
void tell_twins(Table& table) {
  std::vector<std::string> shown;
  for (const auto& [first, second] : twin_labels(labels_of(table.classes)))
    shown.push_back(fmt::format("'{}' and '{}'", printable(first), printable(second)));
  if (shown.empty()) return;
  table.notes.push_back(
      fmt::format("these classes of {} differ only by case, blanks or a final dot: {}; if they are the same, "
                  "write them alike",
                  shown_path(table.path), join(shown)));
}

/// Replaces the target of each row by function(target).
template <typename F>
void change_targets(Table& table, const F& function) {
  for (std::size_t block = 0; block < table.targets.block_count(); ++block) {
    double* const targets = table.targets.block(block);
    const std::size_t rows = table.targets.block_rows(block);
    for (std::size_t row = 0; row < rows; ++row) targets[row] = function(targets[row]);
  }
}

/// Counts the rows of each class; targets are class indices.
void count_classes(Table& table) {
  std::vector<std::size_t> counts(table.classes.size());
  for (std::size_t block = 0; block < table.targets.block_count(); ++block) {
    const double* const targets = table.targets.block(block);
    const std::size_t rows = table.targets.block_rows(block);
    for (std::size_t row = 0; row < rows; ++row) ++counts[static_cast<std::size_t>(targets[row])];
  }
  table.row_share().ranks->add_counts(counts);
  for (std::size_t c = 0; c < counts.size(); ++c) table.classes[c].count += counts[c];
}

/// Replaces level indices by class indices.
void number_classes(const ColumnReader& column, Table& table) {
  std::map<std::string, std::size_t, std::less<>> class_of;
  for (std::size_t c = 0; c < table.classes.size(); ++c) class_of[table.classes[c].label] = c;
  std::vector<double> class_of_level;
  for (const std::string& level : column.levels()) {
    class_of_level.push_back(static_cast<double>(class_of.at(level)));
  }
  change_targets(table, [&](double level) { return class_of_level[static_cast<std::size_t>(level)]; });
}

/// Throws the UsageError for texts that differ in nearly every row: numbers that are written in another way
/// would be classes.
void check_classes(const Table& table) {
  constexpr std::size_t kFewestWithClasses = 10;  // rows: in fewer, all may differ by chance
  if (table.all_rows() < kFewestWithClasses || table.classes.size() * 10 < table.all_rows() * 9) return;
  throw UsageError(
      fmt::format("{} has {} different texts in {} rows, such as '{}': classes are few",
                  start_of_message(table), table.classes.size(), table.all_rows(),
                  printable(table.classes.front().label)),
      Remedy(RemedyId::kTask, {{"if they are classes all the same", {"--task", "classify"}}}, true));
}

}  // namespace

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
    distinct_.push_back({value, std::string(spelling), line});
    return;
  }
  if (!respelled_ && known->spelling != spelling) {
    respelled_ = {*known, {value, std::string(spelling), line}};
  }
}

void TargetValues::add_later(const TargetValues& later, std::size_t lines_before) {
  if (later.many_) many_ = true;
  // The first difference in the following rows: from the spelling here, or between themselves if their first
  // spelling is the one here.
  std::optional<std::pair<Distinct, Distinct>> respelled;
  if (later.respelled_) {
    const Distinct* const known = find(later.respelled_->first.value);
    if (known == nullptr || known->spelling == later.respelled_->first.spelling) {
      respelled = later.respelled_;
      respelled->first.line += lines_before;
      respelled->second.line += lines_before;
      if (known != nullptr) respelled->first = *known;
    }
  }
  for (Distinct one : later.distinct_) {
    one.line += lines_before;
    const Distinct* const known = find(one.value);
    if (known == nullptr) {
      add(one.value, one.spelling, one.line);
    } else if (known->spelling != one.spelling && (!respelled || one.line < respelled->second.line)) {
      respelled = {*known, one};
    }
  }
  if (!respelled_) respelled_ = respelled;
}

void TargetValues::write(Packer& bytes) const {
  std::vector<Distinct> all = distinct_;
  if (respelled_) all.insert(all.end(), {respelled_->first, respelled_->second});
  bytes(all_whole_, many_, respelled_.has_value(), all.size());
  for (const Distinct& one : all) bytes(one.value, one.spelling, one.line);
}

TargetValues TargetValues::read(Unpacker& bytes) {
  TargetValues values;
  bool is_respelled = false;
  bytes(values.all_whole_, values.many_, is_respelled);
  std::vector<Distinct>& all = values.distinct_;
  all.resize(bytes.next<std::size_t>());
  for (Distinct& one : all) bytes(one.value, one.spelling, one.line);
  if (!is_respelled) return values;
  values.respelled_ = {all.end()[-2], all.back()};
  all.resize(all.size() - 2);
  return values;
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

std::vector<Distinct> TargetValues::classes(const Table& table) const {
  const std::size_t count = distinct_.size();
  if (many_ || (count != 2 && !all_whole_)) return {};
  if (count == 1) refuse_one_class(distinct_.front().spelling, table);
  std::vector<Distinct> sorted = distinct_;
  sort_by_value(sorted);
  if (count == 2) {
    if (respelled_) refuse_spellings(respelled_->first, respelled_->second, table);
    return sorted;
  }
  std::vector<std::string> shown;
  for (const Distinct& one : sorted) shown.push_back(printable(one.spelling));
  throw UsageError(
      fmt::format("{} has {} different whole numbers ({}), which could be classes or amounts",
                  start_of_message(table), count, join(shown)),
      Remedy(RemedyId::kTask, {{"choose one", {"--task", "regress"}}, {"", {"--task", "classify"}}}, true));
}

void settle_target(const ColumnReader& column, const TargetValues& values, Task asked, const Table* first,
                   Table& table) {
  table.task = Task::kRegress;
  if (column.kind() == ColumnKind::kText) {
    table.task = Task::kClassify;
    if (first != nullptr) {
      for (const ClassLabel& known : first->classes) table.classes.push_back({known.label, 0});
    } else {
      for (const Distinct& one : ordered_levels(column, table)) {
        table.classes.push_back({one.spelling, 0});
      }
      tell_twins(table);
    }
    if (first == nullptr && asked == Task::kAuto) check_classes(table);
    number_classes(column, table);
  } else if (asked == Task::kAuto) {
    const std::vector<Distinct> classes = values.classes(table);
    if (classes.empty()) return;
    table.task = Task::kClassify;
    for (const Distinct& one : classes) table.classes.push_back({one.spelling, 0});
    change_targets(table, [second = classes[1].value](double value) { return value == second ? 1.0 : 0.0; });
  }
  if (table.task == Task::kClassify) count_classes(table);
}

}  // namespace nntrain
