#pragma once

#include <string>

#include "model/saved_model.hpp"

namespace nntrain {

/// Whether a row is told the probability of each class, not the network's outputs.
bool tells_probabilities(const Model& model);

/// The start of the C file: where the model, which was read from `path`, comes from, and what the file
/// declares.
std::string c_declarations(const SavedModel& saved, const std::string& path);

}  // namespace nntrain
