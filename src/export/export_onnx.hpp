#pragma once

#include <string>

#include "export/onnx_graph.hpp"
#include "model/model.hpp"
#include "model/saved_model.hpp"

namespace nntrain {

struct OnnxModel {
  std::string bytes;                    ///< of the file
  std::vector<OnnxRenaming> renamings;  ///< inputs and outputs whose names were taken
};

/// The model as an ONNX file that computes in double. Inputs: one of N x 1 for each column, numbers of the
/// type `number` (kDouble or kFloat; NaN: missing) or texts, with the column's name. Outputs: "prediction" (N
/// x 1) of a regression, else "label" (N) and "probabilities" (N x C), or "outputs" (N x O) if they are no
/// probabilities. A name that is taken has a number after it. For a row that the model cannot use, the
/// runtime fails with an index out of range. Throws ModelError above 2 GiB, the limit of Protocol Buffers.
OnnxModel onnx_model(const SavedModel& saved, OnnxType number);

/// Adds the outputs of such a file to the graph; y (N x O) are the network's outputs.
void add_onnx_outputs(const Model& model, const std::string& y, OnnxGraph& graph);

}  // namespace nntrain
