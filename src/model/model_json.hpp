#pragma once

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "model/model.hpp"

namespace nntrain {

/// Writes the members "reading", "columns", "target" and "layers", of an ensemble "networks", of a model
/// file.
void write_model(JsonWriter& json, const Model& model);

/// Writes "layers" or, of an ensemble, "networks": a list of objects with the "layers" and the "fingerprint"
/// of each network. Without weights there are no layers.
void write_networks(JsonWriter& json, const Model& model, bool with_weights, JsonWriter::Lines lines);

/// Reads these members, and checks every shape, name and number. Throws JsonError if one is wrong.
Model model_of(const Json& json);

}  // namespace nntrain
