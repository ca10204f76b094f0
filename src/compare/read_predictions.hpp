#pragma once

#include <string>

#include "compare/side.hpp"

namespace nntrain {

/// Reads a CSV that `--predictions` of train or cv, or `predict` wrote; messages call it `path`. Rows without
/// a target are left out, with a warning. Throws DataError for a damaged one, and if no row has a target.
Side read_predictions(const std::string& text, const std::string& path);

}  // namespace nntrain
