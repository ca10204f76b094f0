#pragma once

#include "model/model.hpp"

namespace nntrain {

/// The functions of C99 that a model's predictions are made of (those that this model needs, no others), each
/// with the operations of the kernel of the same name in their order, so that the results have the same bits.
std::string c_functions(const Model& model);

}  // namespace nntrain
