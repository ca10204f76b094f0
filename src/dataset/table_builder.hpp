#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "dataset/column_reader.hpp"
#include "dataset/row_batch.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"
#include "dataset/target_values.hpp"

namespace nntrain {

/// What the rows show about their columns.
struct ColumnFindings {
  std::vector<ColumnReader> columns;  ///< per slot: features, then target and weight
  TargetValues target_values;

  explicit ColumnFindings(const RowPlan& plan);

  /// Adds those of the following rows, with `lines_before` added to their line numbers. Returns, per column,
  /// the index here of each of their levels; nullopt if a column is of two kinds, or has too many levels: an
  /// error in the data, and these become useless.
  std::optional<std::vector<std::vector<double>>> add_later(const ColumnFindings& later,
                                                            std::size_t lines_before);

  /// All of them as bytes, for another process.
  void write(Packer& bytes) const;
  static ColumnFindings read(Unpacker& bytes);

 private:
  ColumnFindings() = default;
  std::size_t target_ = 0;  // the slot of the target
};

/// Appends rows to a table, batch by batch in file order.
class TableBuilder {
 public:
  /// Keeps references to both.
  TableBuilder(const RowPlan& plan, Table& table);

  /// What the rows so far show about their columns. A reader of all rows updates it itself.
  ColumnFindings& found() { return found_; }

  /// Moves the rows of a batch to the end of the table. Their level indices are those of found().
  void append(RowBatch& batch);

  /// The same for rows of a reader that started `lines_before` lines after the start of the file and has its
  /// own `later`. Returns false if the columns do not match the earlier ones. This is an error at an unknown
  /// position, and the table becomes useless.
  bool join(const ColumnFindings& later, RowBatch& batch, std::size_t lines_before);

  /// Completes the feature columns. Enough if only features are read.
  void check_texts() const;
  void finish_columns();

  /// Completes the features, the task and the classes. Throws as settle_target, DataError if there is no
  /// record, and TrainingError if no row or no positive weight is left.
  void finish();

 private:
  void write(RowBatch& batch, std::size_t from, std::size_t count);
  void check() const;
  std::string what_lacks() const;
  /// How to keep rows that were dropped: leave out the columns without a value, or fill in the mean. None for
  /// a file like another one.
  Remedy remedy_for_dropped() const;

  const RowPlan& plan_;
  Table& table_;
  ColumnFindings found_;
};

}  // namespace nntrain
