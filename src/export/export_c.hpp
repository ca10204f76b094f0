#pragma once

#include <string>

#include "model/saved_model.hpp"

namespace nntrain {

/// The model, which was read from `path`, as one file of C99 that needs libm alone: nntrain_predict() turns
/// the cells of a row into the numbers that `nntrain predict` prints, bit for bit.
std::string c_source(const SavedModel& saved, const std::string& path);

/// Whether a row is told the probability of each class, not the network's outputs.
bool tells_probabilities(const Model& model);

/// The start of the C file: where the model, which was read from `path`, comes from, and what the file
/// declares.
std::string c_declarations(const SavedModel& saved, const std::string& path);

}  // namespace nntrain
