#pragma once

#include <cstddef>

#include "dataset/cell.hpp"
#include "dataset/line_reader.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// A table without rows, and what to take of the records.
struct OpenTable {
  Table table;
  RowPlan plan;
  std::size_t lines = 0;  ///< in front of the first row: those of the header line, or none
};

/// Looks at the first lines, guesses what is not given, and leads on to the first row. `first`: the table
/// that this is to be like, or null. Throws UsageError, DataError.
OpenTable open_table(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                     const Table* first);

}  // namespace nntrain
