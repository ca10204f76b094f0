#pragma once

#include <cstddef>
#include <optional>

#include "dataset/table.hpp"

namespace nntrain {

/// The sizes for splitting files into ranges.
struct RangeSizes {
  std::size_t range = std::size_t{1} << 18;     ///< bytes of a range; it and its rows fit in a core's cache
  std::size_t smallest = std::size_t{1} << 20;  ///< bytes of the smallest table to split
};

/// Reads a file, or all files of a pattern, in ranges of bytes, on several threads, and joins them in file
/// order. The table does not depend on ranges and threads. Returns nullopt if one reader must read in order:
/// little data, a pipe, or an error, because only that reader finds the first error. The table has the
/// columns of `first`, unless it is null. Throws the errors of TableBuilder::finish, and DataError if no file
/// fits the pattern.
std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first,
                                    const RangeSizes& sizes = {});

}  // namespace nntrain
