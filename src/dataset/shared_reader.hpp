#pragma once

#include <optional>

#include "dataset/range_parts.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// Reads a file, or all files of a pattern, on all ranks of options.ranks, which call it together: each reads
/// ranges of bytes of its own, and has their rows. All else in the table is that of the whole table, with the
/// bits of read_table on one rank, but see Table::share. Returns nullopt on all ranks if each must read all
/// rows: where read_in_ranges() returns it on one of them, and for standard input. Throws as that, the same
/// error on all ranks.
std::optional<Table> read_shared(const ReadOptions& options, const Table* first,
                                 const RangeSizes& sizes = {});

}  // namespace nntrain
