#pragma once

#include <string>

#include "model/model.hpp"
#include "model/onnx_graph.hpp"

namespace nntrain {

/// Adds what is told of the network's outputs y (N x O): "prediction" (N x 1) of a regression, else "label"
/// (N) and "probabilities" (N x C) or, where they are none, "outputs" (N x O).
void add_onnx_outputs(const Model& model, const std::string& y, OnnxGraph& graph);

}  // namespace nntrain
