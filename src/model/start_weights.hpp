#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "model/weights_file.hpp"

namespace nntrain {

/// Copies the values to the model's one network. Throws ModelError if the number of layers, shapes, biases or
/// activations are not the network's, or the names of the first inputs are not the model's. Messages call the
/// file `path`, name the inputs and units, and tell what would fit.
void fill_parameters(const std::vector<NamedLayer>& layers, const Model& model, const std::string& path,
                     std::span<double> parameters);

}  // namespace nntrain
