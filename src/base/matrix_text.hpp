#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A table as text: first `name` and the column names, then one indented line per row. `cells` has rows x
/// columns texts, row by row. A table wider than 100 characters is split into parts with an empty line
/// between them.
std::string matrix_text(const std::string& name, const std::vector<std::string>& rows,
                        const std::vector<std::string>& columns, const std::vector<std::string>& cells);

/// The same line by line, for a table too large to be in memory as text: `write` gets whole lines. `cell(row,
/// column)` is asked twice for each cell: for the widths, then row by row for the text.
void write_matrix(const std::string& name, const std::vector<std::string>& rows,
                  const std::vector<std::string>& columns,
                  const std::function<std::string(std::size_t row, std::size_t column)>& cell,
                  const std::function<void(std::string_view)>& write);

}  // namespace nntrain
