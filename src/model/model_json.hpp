#pragma once

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "model/model.hpp"

namespace nntrain {

/// Writes the members "reading", "columns", "target" and "layers" of a model's file.
void write_model(JsonWriter& json, const Model& model);

/// The model that these members of a JSON text describe: every shape, name and number is checked. Throws
/// JsonError for whatever does not fit together.
Model model_of(const Json& json);

}  // namespace nntrain
