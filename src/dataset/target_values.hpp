#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/column_reader.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// What the numbers of a target column are, where that decides the task: how many different ones, how they
/// are spelled. It looks closely at the first few only, so that a column of measurements costs next to
/// nothing.
class TargetValues {
 public:
  /// Up to this many different whole numbers could be the names of classes.
  static constexpr std::size_t kMostLabels = 20;

  /// A number, how the file spells it, and its line.
  struct Distinct {
    double value;
    std::string spelling;
    std::size_t line;
  };

  /// Takes in a row's value, how the file spells it, and its line.
  void add(double value, std::string_view spelling, std::size_t line);

  /// Takes in what was found in the rows behind, whose lines were counted from `lines_before` on.
  void add_later(const TargetValues& later, std::size_t lines_before);

  /// The two classes by value, or nothing for a regression. Throws UsageError where the values do not say
  /// which, TrainingError where there is one class only, DataError where a class has two spellings.
  std::vector<Distinct> classes(const std::string& path, const std::string& target) const;

 private:
  Distinct* find(double value);

  std::vector<Distinct> distinct_;  // in the order of the rows
  std::size_t last_ = 0;            // where the value before was found
  std::optional<std::pair<Distinct, Distinct>> respelled_;
  bool all_whole_ = true;
  bool many_ = false;  // there are more than kMostLabels, and distinct_ has stopped growing
};

/// Ends the reading of a target, whose values or level indices stand in table.targets: sets the table's task
/// and classes and puts the class numbers in place. `column` is of kind kText or kNumber, `asked` the task
/// asked for, `first` the table whose classes these are to be, or null. Throws as TargetValues::classes.
void settle_target(const ColumnReader& column, const TargetValues& values, Task asked, const Table* first,
                   Table& table);

}  // namespace nntrain
