#pragma once

#include "model/model.hpp"

namespace nntrain {

/// The C99 functions that this model's predictions need. Each does the operations of the kernel with the same
/// name, in their order, so that the results have the same bits.
std::string c_functions(const Model& model);

}  // namespace nntrain
