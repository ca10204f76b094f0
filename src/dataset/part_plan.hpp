#pragma once

#include "dataset/guess.hpp"
#include "dataset/row_plan.hpp"

namespace nntrain {

/// Whether a further file of a table starts with the column names; `first` is the plan of the table's first
/// file. Throws DataError if only one of both has a header line.
bool decide_header_of_part(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                           char delimiter, const RowPlan& first);

/// The plan for reading the slots of `first` from a further file: by name, or by position if the columns have
/// no names. `part` holds the file's path, has_header and delimiter, and gets notes. Throws DataError if the
/// file has other columns.
RowPlan plan_part(const ReadOptions& options, const Opening& opening, const RowPlan& first, Table& part);

}  // namespace nntrain
