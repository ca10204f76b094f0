#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "model/weights_file.hpp"

namespace nntrain {

/// Copies the values to the model's one network. Throws ModelError if the number of layers, shapes, biases or
/// activations are not the network's, or the names of the first inputs are not the model's. Messages call the
/// file `path`, name the inputs and units, and tell what would fit. `has_more_columns`: whether the table may
/// have columns that could be inputs, too.
void fill_parameters(const std::vector<NamedLayer>& layers, const Model& model, const std::string& path,
                     std::span<double> parameters, bool has_more_columns = true);

}  // namespace nntrain
