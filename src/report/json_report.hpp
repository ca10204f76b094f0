#pragma once

#include <string>

#include "report/telling.hpp"

namespace nntrain {

/// The result as one JSON object of the schema nntrain.run/1.
std::string json_report(const RunResult& result, WeightsMode weights);

}  // namespace nntrain
