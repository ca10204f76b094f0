#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sweep/results_format.hpp"
#include "sweep/results_lines.hpp"

namespace nntrain {

/// Whether a file has more than what a sweep leaves that is killed before its first line is whole: nothing,
/// or a part of that line. Throws DataError if the file cannot be read.
bool is_begun(const std::string& path);

/// Reads the rows of a results file, one after the other, with the memory for one row, and a bit for each
/// run. Blank lines and a last line without an end are skipped.
class ResultsReader {
 public:
  /// Throws DataError if the file cannot be read, is none of a sweep, or has no whole line.
  explicit ResultsReader(const std::string& path);

  ResultsFormat format() const { return format_; }
  /// Of CSV: those of the header. Of JSONL: the keys of the first row. All rows have the same, in this order.
  const std::vector<std::string>& columns() const { return columns_; }
  std::optional<std::size_t> find(std::string_view column) const;

  /// Goes to the next whole row. Returns false at the end. Throws DataError, with the line, for a row that is
  /// none, and for a number that an earlier row has.
  bool next();
  std::uint64_t number() const { return number_; }
  std::uint64_t runs() const { return runs_; }
  std::uint64_t sweep() const { return sweep_; }  ///< 0: there is no such column
  std::uint64_t key() const { return key_; }
  SweepStatus status() const { return status_; }
  /// The value of a column as --print writes it; "" if there is none.
  const std::string& text(std::size_t column) const { return texts_[column]; }
  /// The same of the column with this name; "" also if there is no such column.
  const std::string& text_in(std::string_view column) const;
  /// The same as a number; NaN if it is none.
  double value(std::size_t column) const;

  /// The line of the row as it is in the file, without its end.
  std::string_view bytes() const { return bytes_; }
  /// The lines of the file: where the row is.
  const ResultsLines& lines() const { return lines_; }

 private:
  void begin(std::string_view line);
  void take(std::string_view line);
  void take_head();
  std::uint64_t count_in(std::size_t column) const;
  std::uint64_t hash_in(std::size_t column) const;
  [[noreturn]] void refuse(const std::string& why) const;

  ResultsLines lines_;
  ResultsFormat format_ = ResultsFormat::kCsv;
  std::vector<std::string> columns_;
  std::size_t number_column_ = 0;
  std::size_t runs_column_ = 0;
  std::optional<std::size_t> sweep_column_;
  std::size_t key_column_ = 0;
  std::size_t status_column_ = 0;
  bool is_at_first_ = false;  // next() has the line already: the first row of JSONL
  std::string_view bytes_;
  std::vector<std::string> texts_;
  std::uint64_t number_ = 0;
  std::uint64_t runs_ = 0;
  std::uint64_t sweep_ = 0;
  std::uint64_t key_ = 0;
  SweepStatus status_ = SweepStatus::kDone;
  std::vector<bool> is_met_;  // by number
};

}  // namespace nntrain
