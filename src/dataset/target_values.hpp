#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/table.hpp"

namespace nntrain {

/// What the values of a target column are: how many different ones, how they are spelled. It looks closely at
/// the first few only, so that a column of measurements costs next to nothing.
class TargetValues {
 public:
  /// Up to this many different whole numbers could be the names of classes.
  static constexpr std::size_t kMostLabels = 20;

  /// Takes in a row's value, how the file spells it, and its line.
  void add(double value, std::string_view spelling, std::size_t line);

  /// The task of the column `target` of `path`: the one asked for, if it can be done, or the one that the
  /// values say. Throws UsageError where they do not say or say more than two classes, TrainingError where
  /// there is one class only, DataError where a class has two spellings.
  Task decide(Task asked, const std::string& path, const std::string& target) const;

  /// The classes by value, and the number of the class of a value: for a classification.
  std::vector<ClassLabel> classes() const;
  double class_of(double value) const;

 private:
  struct Distinct {
    double value;
    std::string spelling;
    std::size_t line;
    std::size_t count;
  };
  struct Respelled {
    std::string first;
    std::size_t first_line;
    std::string second;
    std::size_t second_line;
  };
  Distinct* find(double value);
  std::vector<Distinct> by_value() const;
  std::string shown() const;
  void check_labels(const std::string& path, const std::string& target) const;

  std::vector<Distinct> distinct_;  // in the order of the rows
  std::size_t last_ = 0;            // where the value before was found
  std::optional<Respelled> respelled_;
  bool all_whole_ = true;
  bool many_ = false;  // there are more than kMostLabels, and distinct_ has stopped growing
};

}  // namespace nntrain
