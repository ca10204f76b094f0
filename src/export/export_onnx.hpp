#pragma once

#include <string>

#include "export/onnx_graph.hpp"
#include "model/model.hpp"
#include "model/saved_model.hpp"

namespace nntrain {

/// The model as an ONNX file, in double. Inputs: one of N x 1 for each column, numbers (NaN: missing) or
/// texts, with the column's name (and a number after it if the name is taken). Outputs: "prediction" (N x 1)
/// of a regression, else "label" (N) and "probabilities" (N x C), or "outputs" (N x O) if they are no
/// probabilities. For a row that the model cannot use, the runtime fails with an index out of range. Throws
/// ModelError above 2 GiB, the limit of Protocol Buffers.
std::string onnx_model(const SavedModel& saved);

/// Adds the outputs of such a file to the graph; y (N x O) are the network's outputs.
void add_onnx_outputs(const Model& model, const std::string& y, OnnxGraph& graph);

}  // namespace nntrain
