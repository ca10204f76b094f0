#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "dataset/range_lines.hpp"
#include "dataset/range_parts.hpp"
#include "dataset/row_batch.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {

/// Reads the records that start in a range of a file, for one range after another.
class RangeReader {
 public:
  /// Keeps references to both. The slots are those of `plan`.
  RangeReader(const RowPlan& plan, const MissingTexts& missing);

  /// Reads the range of this number from where a record seems to start.
  void read(RangeParts& parts, std::size_t number);
  /// Reads a range that starts at the start of a record, after `skipped` other lines.
  void read_at(const PartToRead& part, Range range, std::size_t skipped = 0);
  /// Reads a range that starts anywhere. The first line is taken for the start of a record. This is wrong if
  /// the line break before it is inside quotes.
  void read_behind(const PartToRead& part, Range range);
  /// The same, where nothing is known of the range before: on an error, takes the next line for the start of
  /// a record, and so on, a few times.
  void seek(RangeParts& parts, std::size_t number);

  /// Whether an error occurred. The reason can be a start inside of a record.
  bool has_failed() const { return has_failed_; }

  /// The start of the first record, and the start of the first record after the range.
  std::size_t begin() const { return begin_; }
  std::size_t end() const;

  /// The result of the last range. Line numbers count from begin().
  const ColumnFindings& found() const { return found_; }
  RowBatch& rows() { return rows_; }
  const RangeLines& lines() const { return *lines_; }

 private:
  void open(const PartToRead& part);
  void read_records(std::size_t skipped);

  const RowPlan& plan_;
  const MissingTexts& missing_;
  const PartToRead* part_ = nullptr;
  std::shared_ptr<const RangeFile> file_;
  std::optional<RangeLines> lines_;
  ColumnFindings found_;
  RowBatch rows_;
  std::size_t begin_ = 0;
  bool has_failed_ = false;
};

/// Takes ranges in file order: each begins where the records before it end.
class RangeChain {
 public:
  /// Keeps a reference.
  explicit RangeChain(RangeParts& parts) : parts_(parts) {}

  /// Lets the next range begin here in its file, unless it is the first one of a file.
  void begin_at(std::size_t begin) { end_ = begin; }

  /// Takes the next range, which the reader has read; if its records begin elsewhere, reads it again. No
  /// records are left if an earlier one covers the whole range. False if it cannot be read, or its file has
  /// changed. One thread at a time calls it.
  bool take(RangeReader& reader, std::size_t number);

  /// Of the last range: where its records begin in the file and end, and whether there is one.
  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }
  bool has_records() const { return end_ > begin_; }

 private:
  RangeParts& parts_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace nntrain
