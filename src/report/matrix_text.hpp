#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/model.hpp"

namespace nntrain {

/// A matrix with names: `name` and the columns' names on the first line, then a line for each row, indented.
/// `cells`: row by row. Wide ones in several parts, with an empty line between them.
std::string matrix_text(const std::string& name, const std::vector<std::string>& rows,
                        const std::vector<std::string>& columns, const std::vector<std::string>& cells);

/// The weights of layer `l` as a matrix with names: a row for the bias and each input, a column for each
/// unit; wide ones in several parts. An empty line stands before it.
std::string weights_table(const Model& model, std::size_t l);

/// The names of those rows. The layer's parameters stand row by row.
std::vector<std::string> weight_rows(const Model& model, std::size_t l);

}  // namespace nntrain
