#pragma once

#include <string>

#include "app/use_options.hpp"
#include "model/saved_model.hpp"
#include "training/split.hpp"

namespace nntrain {

/// The rows of a file, for a saved model to be held against.
struct LabelledRows {
  Table table;  ///< without its cells
  Split split;
};

/// Reads the file of resolved options as the model would have it; the split is called `name`. Throws what
/// reading a table throws, ModelError for a file that lacks the model's columns.
LabelledRows read_labelled(const UseOptions& resolved, const Model& model, const std::string& name,
                           bool with_sha256);

}  // namespace nntrain
