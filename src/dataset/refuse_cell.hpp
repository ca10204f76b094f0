#pragma once

#include <string>
#include <string_view>

#include "dataset/cell.hpp"
#include "dataset/odd_cells.hpp"

namespace nntrain {

/// Throws the DataError for a missing value that is not allowed, in a column with these cells.
[[noreturn]] void refuse_missing(const CellPlace& place, std::string_view text, const OddCells& cells);

/// Throws the DataError for a cell that is not a number or not an allowed text, in a column with these cells.
/// `beside` follows "is not a number" in the message.
[[noreturn]] void refuse_cell(const CellPlace& place, std::string_view text, const OddCells& cells,
                              const std::string& beside = "");

}  // namespace nntrain
