#pragma once

#include <string>

#include "export/onnx_graph.hpp"
#include "model/model.hpp"

namespace nntrain {

/// The operators that take texts.
inline const std::string kOnnxTextDomain = "ai.onnx.ml";

/// Adds an input of N x 1 for each column, texts or numbers (NaN: missing), and what makes the network's
/// inputs of them, whose value (N x I) it returns. What the model has no answer to asks a Gather for an index
/// out of range.
std::string add_onnx_inputs(const Model& model, OnnxGraph& graph);

}  // namespace nntrain
