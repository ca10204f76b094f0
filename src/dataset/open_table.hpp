#pragma once

#include "csv/line_reader.hpp"
#include "dataset/cell.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// A table without rows, and the plan for reading them.
struct TablePlan {
  Table table;
  RowPlan plan;
};

/// Reads the first lines, guesses what is not given, and stops before the first row. The new table has the
/// columns of `first`, unless it is null. Throws UsageError, DataError.
TablePlan open_table(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                     const Table* first);

/// The same for a further file of a table: the plan for reading the slots of `first`, the plan of the table's
/// first file. Adds a note to `table` if it has none. Throws UsageError, DataError.
RowPlan open_part(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                  const RowPlan& first, Table& table);

}  // namespace nntrain
