#pragma once

#include <cstddef>
#include <optional>

#include "dataset/table.hpp"

namespace nntrain {

/// How a file is cut.
struct Cutting {
  std::size_t range = std::size_t{1} << 19;     ///< bytes of a range: they and its rows fit a core's cache
  std::size_t smallest = std::size_t{1} << 20;  ///< bytes of a file that is worth it
};

/// Reads a file in ranges of its bytes, which threads share, and puts them together in file order: the same
/// table, whatever the ranges and threads. nullopt where it takes a single reader from the start: no file
/// that can be read from any place, a small one, or one with an error, which a single reader finds the first
/// place of. `first`: the table that this is to be like, or null. Throws what concerns the table as a whole,
/// as TableBuilder::finish.
std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first,
                                    const Cutting& cutting = {});

}  // namespace nntrain
