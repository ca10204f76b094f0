#pragma once

#include <cstddef>
#include <optional>

#include "dataset/table.hpp"

namespace nntrain {

/// The sizes for splitting a file into ranges.
struct RangeSizes {
  std::size_t range = std::size_t{1} << 19;     ///< bytes of a range; it and its rows fit in a core's cache
  std::size_t smallest = std::size_t{1} << 20;  ///< bytes of the smallest file to split
};

/// Reads a file in ranges of bytes, on several threads, and joins them in file order. The table does not
/// depend on ranges and threads. Returns nullopt if one reader must read the file in order: a small file, a
/// pipe, or a file with an error, because only that reader finds the first error. The table has the columns
/// of `first`, unless it is null. Throws the errors of TableBuilder::finish.
std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first,
                                    const RangeSizes& sizes = {});

}  // namespace nntrain
