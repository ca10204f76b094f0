#pragma once

#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "metrics/spread.hpp"

namespace nntrain {

/// Writes an object with mean, sd, min, max, low, high, runs (the number of values that are defined), and
/// undefined (of the others).
void write_spread(JsonWriter& json, const MetricSpread& spread);
/// The same with all values.
void write_spread_and_values(JsonWriter& json, const MetricSpread& spread);

/// Reads such an object; the values are not read. Throws JsonError.
MetricSpread spread_of(const Json& json);

/// The metrics among `names` whose spread is told, and those of classes with these labels: counts are none.
std::vector<std::string> spread_metrics(const std::vector<std::string>& names,
                                        const std::vector<std::string>& labels);

}  // namespace nntrain
