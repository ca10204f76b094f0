#pragma once

#include <string>
#include <vector>

#include "model/saved_model.hpp"
#include "report/outputs.hpp"

namespace nntrain {

/// A saved model as text: its origin, metrics, columns, a table of layers like Keras' summary(), its weights.
std::string model_summary(const SavedModel& saved, const std::string& path, WeightsMode weights);

/// A warning that a signal or time ended the training of the model, or none.
std::vector<std::string> warnings_if_cut(const SavedModel& saved, const std::string& path);

}  // namespace nntrain
