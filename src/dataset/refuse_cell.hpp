#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/odd_cells.hpp"

namespace nntrain {

/// The ways to leave rows out and to fill in the mean, the better one first. The odd cells count as missing.
/// `condition` starts what they do.
std::vector<Way> missing_ways(const CellPlace& place, const OddCells& cells, const std::string& condition);

/// Throws the DataError for a missing value that is not allowed, in a column with these cells.
[[noreturn]] void refuse_missing(const CellPlace& place, std::string_view text, const OddCells& cells);

/// Throws the DataError for a cell that is not a number or not an allowed text, in a column with these cells.
/// `beside` follows "is not a number" in the message.
[[noreturn]] void refuse_cell(const CellPlace& place, std::string_view text, const OddCells& cells,
                              const std::string& beside = "");

}  // namespace nntrain
