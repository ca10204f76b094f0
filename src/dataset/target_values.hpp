#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/column_reader.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// Collects the distinct numbers of a target column and their spellings, to decide the task. It stops after
/// kMostLabels + 1 distinct numbers, so a column of measurements costs almost nothing.
class TargetValues {
 public:
  /// Up to this many distinct whole numbers may be class labels.
  static constexpr std::size_t kMostLabels = 20;

  /// A number, its spelling in the file, and its line, counted on over the files.
  struct Distinct {
    double value;
    std::string spelling;
    std::size_t line;
  };

  /// Adds the value of a row, its spelling in the file, and its line.
  void add(double value, std::string_view spelling, std::size_t line);

  /// Adds the values of the following rows. Adds `lines_before` to their line numbers.
  void add_later(const TargetValues& later, std::size_t lines_before);

  /// All of it as bytes, for another process.
  void write(Packer& bytes) const;
  static TargetValues read(Unpacker& bytes);

  /// The two classes of the table's target by value, or no classes for a regression. Throws UsageError if the
  /// values are ambiguous, TrainingError for a single class, DataError for a class with two spellings.
  std::vector<Distinct> classes(const Table& table) const;

 private:
  Distinct* find(double value);

  std::vector<Distinct> distinct_;  // in file order
  std::size_t last_ = 0;            // index of the previous value
  std::optional<std::pair<Distinct, Distinct>> respelled_;
  bool all_whole_ = true;
  bool many_ = false;  // more than kMostLabels; distinct_ no longer grows
};

/// Completes the target: table.targets has values or level indices. Sets the task and the classes of the
/// table and writes the class indices. `column` is kText or kNumber, `asked` is the task in the options. The
/// classes are those of `first`, unless it is null. Throws as TargetValues::classes.
void settle_target(const ColumnReader& column, const TargetValues& values, Task asked, const Table* first,
                   Table& table);

}  // namespace nntrain
