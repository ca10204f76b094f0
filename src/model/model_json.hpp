#pragma once

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "model/model.hpp"

namespace nntrain {

/// Writes the members "reading", "columns", "target" and "layers" of a model file.
void write_model(JsonWriter& json, const Model& model);

/// Reads these members, and checks every shape, name and number. Throws JsonError if one is wrong.
Model model_of(const Json& json);

}  // namespace nntrain
