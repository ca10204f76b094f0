#pragma once

#include <string>

#include "model/saved_model.hpp"

namespace nntrain {

/// The model from the file `path` as one C99 file that needs only libm. Its nntrain_predict() turns the cells
/// of a row into the numbers that `nntrain predict` prints, with the same bits.
std::string c_source(const SavedModel& saved, const std::string& path);

/// Whether the outputs for a row are the probabilities of the classes, not the network's outputs.
bool shows_probabilities(const Model& model);

/// The start of the C file: the origin of the model, which was read from `path`, and the declarations.
std::string c_declarations(const SavedModel& saved, const std::string& path);

/// The C99 functions that this model's predictions need. Each does the operations of the kernel with the same
/// name, in their order, so that the results have the same bits.
std::string c_functions(const Model& model);

}  // namespace nntrain
