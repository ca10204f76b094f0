#pragma once

#include <string>

#include "compare/side.hpp"

namespace nntrain {

/// Reads the JSON result of train, cv or evaluate; messages call it `path`. Throws DataError for a damaged
/// one.
Side read_result(const std::string& text, const std::string& path);

}  // namespace nntrain
