#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "csv/csv_reader.hpp"
#include "csv/line_reader.hpp"
#include "dataset/cell.hpp"
#include "dataset/number_line.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"

namespace nntrain {

class TableBuilder;

/// The rows of a file, or of all files of a pattern, read from the first to the last.
class OrderedRows {
 public:
  /// The largest number of rows in a batch.
  static constexpr std::size_t kBatch = 1024;

  /// Opens the first file. The table has the columns of `first`, unless it is null; keeps a reference to it.
  /// Throws as open_table().
  OrderedRows(const ReadOptions& options, const Table* first, Extent extent);
  OrderedRows(const OrderedRows&) = delete;
  OrderedRows& operator=(const OrderedRows&) = delete;

  /// The table without rows, and the plan of the first file.
  Table& table() { return table_; }
  const RowPlan& plan() const { return plans_.front(); }

  /// Appends the next batch to the builder; false at the end. The batch ends where the input waits, and at
  /// the end of a file. Throws as RowReader::add and open_part().
  bool read_into(TableBuilder& builder);

  /// Whether read_into() must wait for input: a pipe has no complete line now.
  bool is_waiting() { return lines_->is_waiting(); }

  std::size_t bytes_read() const { return bytes_before_ + lines_->bytes_read(); }

 private:
  void open_file();
  void open_plan(const ReadOptions& options, std::size_t lines_before);
  void of_sound_text(const std::function<void()>& read);
  bool read_batch(TableBuilder& builder);
  bool open_next();
  void visit_later(const std::function<bool(const Record&, const RowPlan&)>& visit) const;
  ReadOptions options_of(std::size_t file) const;

  ReadOptions options_;
  MissingTexts missing_;
  const Table* first_;
  Extent extent_;
  std::vector<std::string> files_;
  Table table_;
  std::deque<RowPlan> plans_;  // of the files so far
  std::size_t bytes_before_ = 0;
  std::optional<LineReader> lines_;  // of the last of them
  std::optional<NumberLine> numbers_;
  std::optional<CsvReader> records_;
  Record record_;
  std::string copy_;  // a line and NumberLine::kSlack bytes after it
};

/// Reads files or standard input from the first to the last record. The table has the columns of `first`,
/// unless it is null. Throws as read_table, for the first error in the file.
Table read_in_order(const ReadOptions& options, const Table* first);

/// Reads the features of files piece by piece: they may be larger than memory.
class FeatureStream {
 public:
  /// `options` is the result of options_like with features_only. Keeps a reference to `first`. Throws as
  /// read_table_like.
  FeatureStream(const ReadOptions& options, const Table& first);

  /// The kept columns, without texts.
  const std::vector<KeptColumn>& kept() { return rows_.table().kept; }

  /// Whether next() has not reached the end.
  bool has_more() const { return has_more_; }
  /// Whether next() must wait for input: a pipe has no complete line now.
  bool is_waiting() { return rows_.is_waiting(); }

  /// The next `most` rows or slightly more, with their own levels and row numbers. Fewer rows, or none, at
  /// the end and where the input waits then.
  Table next(std::size_t most);

 private:
  OrderedRows rows_;
  bool has_more_ = true;
};

}  // namespace nntrain
