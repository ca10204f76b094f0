#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/model.hpp"

namespace nntrain {

/// The weights of layer `l` as a matrix with names: a row for the bias and each input, a column for each
/// unit; wide ones in several parts. An empty line stands before it.
std::string weights_table(const Model& model, std::size_t l);

/// The names of those rows. The layer's parameters stand row by row.
std::vector<std::string> weight_rows(const Model& model, std::size_t l);

}  // namespace nntrain
