#pragma once

#include <string>

#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// The result for people: `key: value` lines, then the named weights.
std::string text_report(const RunResult& result, WeightsMode weights);

}  // namespace nntrain
