#pragma once

#include "dataset/table.hpp"

namespace nntrain {

/// Reads a file or standard input from its first record to its last. `first`: the table that this is to be
/// like, or null. Throws as read_table, for the first thing in the file that is wrong.
Table read_in_order(const ReadOptions& options, const Table* first);

}  // namespace nntrain
