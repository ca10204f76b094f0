#pragma once

#include <cstddef>

#include "dataset/cell.hpp"
#include "dataset/line_reader.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// A table without rows, and the plan for reading them.
struct TablePlan {
  Table table;
  RowPlan plan;
  std::size_t lines = 0;  ///< before the first row: the lines of the header, or 0
};

/// Reads the first lines, guesses what is not given, and stops before the first row. The new table has the
/// columns of `first`, unless it is null. Throws UsageError, DataError.
TablePlan open_table(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                     const Table* first);

}  // namespace nntrain
