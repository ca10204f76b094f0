#pragma once

#include <string>

#include "export/onnx_graph.hpp"
#include "model/model.hpp"
#include "model/saved_model.hpp"

namespace nntrain {

/// The model as an ONNX file, in double. Inputs: one for each column, called as it is (a name that is taken
/// gets a number behind it), N x 1, numbers (NaN: missing) or texts. Outputs: "prediction" (N x 1) of a
/// regression, else "label" (N) and "probabilities" (N x C) or, where they are none, "outputs". What the
/// model has no answer to makes a runtime fail by an index out of range. Throws ModelError where it grows
/// over the 2 GiB of Protocol Buffers.
std::string onnx_model(const SavedModel& saved);

/// Adds what is told of the network's outputs y (N x O): "prediction" (N x 1) of a regression, else "label"
/// (N) and "probabilities" (N x C) or, where they are none, "outputs" (N x O).
void add_onnx_outputs(const Model& model, const std::string& y, OnnxGraph& graph);

}  // namespace nntrain
