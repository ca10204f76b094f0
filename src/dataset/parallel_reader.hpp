#pragma once

#include <optional>

#include "dataset/range_parts.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// Reads a file, or all files of a pattern, in ranges of bytes, on several threads, and joins them in file
/// order. The table does not depend on ranges and threads. Returns nullopt if one reader must read in order:
/// little data, a pipe, or an error, because only that reader finds the first error. The table has the
/// columns of `first`, unless it is null. Throws the errors of TableBuilder::finish, and DataError if no file
/// fits the pattern.
std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first,
                                    const RangeSizes& sizes = {});

}  // namespace nntrain
