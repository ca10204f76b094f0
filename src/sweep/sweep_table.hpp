#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sweep/results_file.hpp"

namespace nntrain {

/// What the selection takes of a run.
struct SweepRow {
  std::uint64_t number = 0;  ///< from 1
  SweepStatus status = SweepStatus::kDone;
  std::string split{};                 ///< a hash of the rows that it holds out; "": not known
  double train_rows = 0;               ///< of a cross-validation the mean over the folds
  std::vector<double> values{};        ///< of the field that selects: of each fold, or one; NaN: not defined
  std::vector<double> held_out{};      ///< the rows behind each value
  std::vector<std::string> options{};  ///< its cells of SweepTable::options; empty once it is added
};

/// The rows of a results file, with little of each: the texts of options that no run changes are kept once.
class SweepTable {
 public:
  std::string path{};                  ///< of the file, for messages
  std::uint64_t runs = 0;              ///< of the whole sweep; 0: not known
  std::string field{};                 ///< that selects: "cv.loss"
  std::vector<std::string> options{};  ///< the names of their columns, without "options."

  void add(SweepRow row);
  const std::vector<SweepRow>& rows() const { return rows_; }
  /// The text of an option in a row; "" if it has no value.
  const std::string& text(std::size_t option, std::size_t row) const;
  /// A number for this text: equal texts of an option have the same one.
  std::uint32_t code(std::size_t option, std::size_t row) const;
  /// Whether the rows differ in an option.
  bool varies(std::size_t option) const {
    return option < columns_.size() && columns_[option].texts.size() > 1;
  }

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
  struct Column {
    std::vector<std::string> texts{};              ///< by their codes
    std::map<std::string, std::uint32_t> codes{};  ///< of several texts
    std::vector<std::uint32_t> cells{};            ///< of each row, once there are several texts
  };
  std::uint32_t code_of(Column& column, std::string&& text) const;

  std::vector<SweepRow> rows_;
  std::vector<Column> columns_;
};

/// Reads a results file. Throws DataError as ResultsReader, and if no column has the values of a field.
SweepTable read_sweep_table(const std::string& path);

}  // namespace nntrain
