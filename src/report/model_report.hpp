#pragma once

#include <string>

#include "report/result.hpp"

namespace nntrain {

/// The text of a model's file, format nntrain.model: the same bytes for every run of the same command on the
/// same data.
std::string model_text(const RunResult& result);

}  // namespace nntrain
