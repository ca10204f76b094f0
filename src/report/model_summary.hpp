#pragma once

#include <string>

#include "model/saved_model.hpp"
#include "report/outputs.hpp"

namespace nntrain {

/// A saved model for people: how it was made and how good it was, what becomes of each column, a table of its
/// layers as Keras' summary() has it, and its weights.
std::string model_summary(const SavedModel& saved, const std::string& path, WeightsMode weights);

}  // namespace nntrain
