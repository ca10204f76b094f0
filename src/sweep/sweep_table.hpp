#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sweep/results_file.hpp"

namespace nntrain {

/// The value of each row in a column where few differ: each is kept once.
template <typename T>
class RepeatedValues {
 public:
  void add(T value);
  const T& at(std::size_t row) const { return values_[code(row)]; }
  /// A number for this value: equal ones have the same.
  std::uint32_t code(std::size_t row) const { return varies() ? codes_[row] : 0; }
  bool varies() const { return values_.size() > 1; }

 private:
  std::size_t rows_ = 0;
  std::vector<T> values_;               // by their codes
  std::map<T, std::uint32_t> code_of_;  // of several values
  std::vector<std::uint32_t> codes_;    // of each row, once there are several values
};

template <typename T>
void RepeatedValues<T>::add(T value) {
  ++rows_;
  if (values_.empty()) {
    values_.push_back(std::move(value));
    return;
  }
  if (values_.size() == 1) {
    if (value == values_.front()) return;
    code_of_.emplace(values_.front(), 0);
    codes_.assign(rows_ - 1, 0);
  }
  const auto [found, is_new] = code_of_.emplace(value, static_cast<std::uint32_t>(values_.size()));
  if (is_new) values_.push_back(std::move(value));
  codes_.push_back(found->second);
}

/// What the selection takes of a run.
struct SweepResult {
  std::uint64_t number = 0;  ///< from 1
  SweepStatus status = SweepStatus::kDone;
  double train_rows = 0;         ///< of a cross-validation the mean over the folds
  std::vector<double> values{};  ///< of the field that selects: of each fold, or one; NaN: not defined
};

/// The same, and what many runs share.
struct SweepRow : SweepResult {
  std::string split{};                 ///< a hash of the rows that it holds out; "": not known
  std::vector<double> held_out{};      ///< the rows behind each value
  std::vector<std::string> options{};  ///< its cells of SweepTable::options
};

/// How the reason of a run begins that failed for lack of memory.
inline constexpr const char* kOutOfMemory = "out of memory";

/// Why runs were refused or failed.
struct SweepReasons {
  std::string first{};             ///< that of the first such run; "": there is none
  std::size_t runs = 0;            ///< how many were refused or failed
  std::size_t alike = 0;           ///< of these: for the first reason
  std::size_t without_memory = 0;  ///< of these: for lack of memory

  void add(const std::string& reason);
};

/// The rows of a results file, with little of each: the texts of options that no run changes are kept once.
class SweepTable {
 public:
  std::string path{};                  ///< of the file, for messages
  std::uint64_t runs = 0;              ///< of the whole sweep; 0: not known
  std::string field{};                 ///< that selects: "cv.loss"
  std::vector<std::string> options{};  ///< the names of their columns, without "options."
  SweepReasons reasons{};

  void add(SweepRow row);
  const std::deque<SweepResult>& rows() const { return rows_; }
  /// SweepRow::split and held_out of a row.
  const std::string& split(std::size_t row) const { return splits_.at(row); }
  const std::vector<double>& held_out(std::size_t row) const { return held_out_.at(row); }
  /// The text of an option in a row; "" if it has no value.
  const std::string& text(std::size_t option, std::size_t row) const;
  /// A number for this text: equal texts of an option have the same one.
  std::uint32_t code(std::size_t option, std::size_t row) const;
  /// Whether the rows differ in an option.
  bool varies(std::size_t option) const { return option < columns_.size() && columns_[option].varies(); }

  std::string part() const { return field.substr(0, field.find('.')); }     ///< of the field: "cv"
  std::string metric() const { return field.substr(field.find('.') + 1); }  ///< "loss"
  bool is_cv() const { return part() == "cv"; }
  /// The seed of a row; 0 without such a column.
  std::uint64_t seed(std::size_t row) const;
  /// How often a cross-validation repeats its folds; 1 of other runs.
  std::size_t repeats(std::size_t row) const;
  /// The index of an option; options.size(): there is none.
  std::size_t find(const std::string& option) const;

 private:
  std::deque<SweepResult> rows_;
  RepeatedValues<std::string> splits_;
  RepeatedValues<std::vector<double>> held_out_;
  std::vector<RepeatedValues<std::string>> columns_;
};

/// Reads a results file. Throws DataError as ResultsReader, and if no column has the values of a field.
SweepTable read_sweep_table(const std::string& path);

}  // namespace nntrain
