#pragma once

#include <cstddef>
#include <vector>

#include "dataset/column_reader.hpp"
#include "dataset/row_batch.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"
#include "dataset/target_values.hpp"

namespace nntrain {

/// What reading rows finds out about their columns.
struct Found {
  std::vector<ColumnReader> columns;  ///< by slot: features, then target and weight
  TargetValues target_values;

  /// Nothing yet.
  explicit Found(const RowPlan& plan);
};

/// Puts rows into a table, batch by batch in file order.
class TableBuilder {
 public:
  /// Keeps references to both.
  TableBuilder(const RowPlan& plan, Table& table);

  /// What the rows so far have shown of their columns; a reader of all rows notes it here itself.
  Found& found() { return found_; }

  /// Moves the rows of a batch, in which levels have the indices of found(), behind those that are there.
  void append(RowBatch& batch);

  /// The same for the rows of a reader that began `lines_before` lines behind the start of the file, and
  /// found out for itself what their columns are. False, with the table of no further use, if they are not
  /// what they were before: an error in the file, of which the first place is not known.
  bool join(const Found& later, RowBatch& batch, std::size_t lines_before);

  /// Ends the table's columns: all that there is to end where only features are read.
  void finish_columns();

  /// Ends them, the task and the classes. Throws as settle_target, DataError if there is no record,
  /// and TrainingError if no row is left.
  void finish();

 private:
  void write(RowBatch& batch, std::size_t from, std::size_t count);
  void check() const;

  const RowPlan& plan_;
  Table& table_;
  Found found_;
};

}  // namespace nntrain
