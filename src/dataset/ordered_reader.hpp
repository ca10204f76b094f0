#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/line_reader.hpp"
#include "dataset/number_line.hpp"
#include "dataset/open_table.hpp"
#include "dataset/table.hpp"

namespace nntrain {

class TableBuilder;

/// The rows of a file, read from the first to the last.
class OrderedRows {
 public:
  /// The largest number of rows in a batch.
  static constexpr std::size_t kBatch = 1024;

  /// Keeps references to all three. `lines` must be at the first row.
  OrderedRows(LineReader& lines, const RowPlan& plan, const MissingTexts& missing);

  /// Appends the next batch to the builder; false at the end. The batch ends where the input waits. Throws as
  /// RowReader::add.
  bool read_into(TableBuilder& builder);

 private:
  LineReader& lines_;
  const RowPlan& plan_;
  const MissingTexts& missing_;
  NumberLine numbers_;
  CsvReader records_;
  Record record_;
  std::string copy_;  // a line and NumberLine::kSlack bytes after it
};

/// Reads a file or standard input from the first to the last record. The table has the columns of `first`,
/// unless it is null. Throws as read_table, for the first error in the file.
Table read_in_order(const ReadOptions& options, const Table* first);

/// Reads the features of a file part by part: the file may be larger than memory.
class FeatureStream {
 public:
  /// `options` is the result of options_like with features_only. Keeps a reference to `first`. Throws as
  /// read_table_like.
  FeatureStream(const ReadOptions& options, const Table& first);

  /// The kept columns, without texts.
  const std::vector<KeptColumn>& kept() const { return open_.table.kept; }

  /// Whether next() has not reached the end.
  bool has_more() const { return has_more_; }
  /// Whether next() must wait for input: a pipe has no complete line now.
  bool is_waiting() { return lines_.is_waiting(); }

  /// The next `most` rows or slightly more, with their own levels and row numbers. Fewer rows, or none, at
  /// the end and where the input waits then.
  Table next(std::size_t most);

 private:
  MissingTexts missing_;
  LineReader lines_;
  TablePlan open_;
  OrderedRows source_;
  bool has_more_ = true;
};

}  // namespace nntrain
