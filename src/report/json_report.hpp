#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/model_shape.hpp"
#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Write the members "data", "network" (with what else the model has), "resources" (what the whole command
/// took so far: seconds, and the most bytes of memory), "metrics" and "asserts".
void write_data(JsonWriter& json, const Table& table);
void write_resources(JsonWriter& json);
void write_network(JsonWriter& json, const ModelShape& shape);
void write_measures(JsonWriter& json, const Measures& measures);  // an object
void write_metrics(JsonWriter& json, std::span<const SplitResult> results);
void write_asserts(JsonWriter& json, const std::vector<AssertionResult>& asserts);

/// The result as one JSON object with the schema nntrain.run/1.
std::string json_report(const RunResult& result, WeightsMode weights);

/// The text of a model file, format nntrain.model: the same bytes for each run of a command on the same data.
/// Throws Interrupted if a signal left no time to find the threshold.
std::string model_text(const RunResult& result);

}  // namespace nntrain
