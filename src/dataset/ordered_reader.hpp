#pragma once

#include <cstddef>
#include <string>

#include "dataset/cell.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/line_reader.hpp"
#include "dataset/number_line.hpp"
#include "dataset/open_table.hpp"
#include "dataset/table.hpp"

namespace nntrain {

class TableBuilder;

/// Rows of a file from its first record to its last.
class OrderedRows {
 public:
  /// The most rows of a batch.
  static constexpr std::size_t kBatch = 1024;

  /// Keeps references to all three; `lines` stand in front of the first row.
  OrderedRows(LineReader& lines, const RowPlan& plan, const MissingTexts& missing);

  /// Hands the next batch to the builder; false at the end. Throws as RowReader::add.
  bool read_into(TableBuilder& builder);

 private:
  LineReader& lines_;
  const RowPlan& plan_;
  const MissingTexts& missing_;
  NumberLine numbers_;
  CsvReader records_;
  Record record_;
  std::string copy_;  // of a line, with bytes behind it
};

/// Reads a file or standard input from its first record to its last. `first`: the table that this is to be
/// like, or null. Throws as read_table, for the first thing in the file that is wrong.
Table read_in_order(const ReadOptions& options, const Table* first);

/// The features of a file like another one, part by part: the file may be larger than memory.
class FeatureStream {
 public:
  /// `options`: those of options_like, with features_only. Keeps a reference to `first`. Throws as
  /// read_table_like.
  FeatureStream(const ReadOptions& options, const Table& first);

  /// The next rows, `most` or somewhat more, with levels of their own; fewer only at the end, none behind it.
  Table next(std::size_t most);

 private:
  MissingTexts missing_;
  LineReader lines_;
  OpenTable open_;
  OrderedRows source_;
  bool has_more_ = true;
};

}  // namespace nntrain
