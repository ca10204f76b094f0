#pragma once

#include <string>

#include "export/onnx_graph.hpp"
#include "model/model.hpp"

namespace nntrain {

/// The domain of the operators on texts.
inline const std::string kOnnxTextDomain = "ai.onnx.ml";

/// Adds an input of N x 1 for each column, texts or numbers of the type `number` (NaN: missing), and nodes
/// that make the network inputs of them, in double. Returns the name of these (N x I). For a cell that the
/// model cannot use, a Gather fails with an index out of range.
std::string add_onnx_inputs(const Model& model, OnnxType number, OnnxGraph& graph);

}  // namespace nntrain
