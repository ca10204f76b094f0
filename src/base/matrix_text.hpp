#pragma once

#include <string>
#include <vector>

namespace nntrain {

/// A matrix with names: `name` and the columns' names on the first line, then a line for each row, indented.
/// `cells`: row by row. Wide ones in several parts, with an empty line between them.
std::string matrix_text(const std::string& name, const std::vector<std::string>& rows,
                        const std::vector<std::string>& columns, const std::vector<std::string>& cells);

}  // namespace nntrain
