#pragma once

#include <string>
#include <vector>

namespace nntrain {

/// A table as text: first `name` and the column names, then one indented line per row. `cells` has rows x
/// columns texts, row by row. A table wider than 100 characters is split into parts with an empty line
/// between them.
std::string matrix_text(const std::string& name, const std::vector<std::string>& rows,
                        const std::vector<std::string>& columns, const std::vector<std::string>& cells);

}  // namespace nntrain
