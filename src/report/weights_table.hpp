#pragma once

#include <cstddef>
#include <string>

#include "model/model.hpp"

namespace nntrain {

/// The weights of layer `l` as a matrix with names: a row for the bias and each input, a column for each
/// unit; wide ones in several parts.
std::string weights_table(const Model& model, std::size_t l);

}  // namespace nntrain
