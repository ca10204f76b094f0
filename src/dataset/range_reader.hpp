#pragma once

#include <cstddef>

#include "dataset/cell.hpp"
#include "dataset/found.hpp"
#include "dataset/number_line.hpp"
#include "dataset/range_lines.hpp"
#include "dataset/row_batch.hpp"
#include "dataset/row_plan.hpp"

namespace nntrain {

/// Bytes of a file, from `begin` to before `end`.
struct Range {
  std::size_t begin;
  std::size_t end;
};

/// Reads the records that start in one range of a file after another.
class RangeReader {
 public:
  /// Keeps references to all of them.
  RangeReader(const RangeFile& file, const RowPlan& plan, const MissingTexts& missing,
              const NumberLine& numbers);

  /// Reads the records of a range whose first line is a record's, but for `skipped` lines in front.
  void read_at(Range range, std::size_t skipped = 0);
  /// Reads those of a range that may begin anywhere: it takes the first line there for a record's, which is
  /// wrong where a line ends within quotes.
  void read_behind(Range range);

  /// Whether something was not in order: there is an error, or the start was not a record's.
  bool has_failed() const { return has_failed_; }

  /// Where the first record starts, and where the first behind the range does.
  std::size_t begin() const { return begin_; }
  std::size_t end() const;

  /// What was read, with lines counted from begin().
  const Found& found() const { return found_; }
  RowBatch& rows() { return rows_; }
  const RangeLines& lines() const { return lines_; }

 private:
  void read_records(std::size_t skipped);

  const RowPlan& plan_;
  const MissingTexts& missing_;
  const NumberLine& numbers_;
  std::size_t size_;  // of the file
  RangeLines lines_;
  Found found_;
  RowBatch rows_;
  std::size_t begin_ = 0;
  bool has_failed_ = false;
};

}  // namespace nntrain
