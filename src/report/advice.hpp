#pragma once

#include <string>
#include <vector>

#include "report/result.hpp"

namespace nntrain {

/// What a user should hear about a result that is no good, or none: no better than always naming the largest
/// class (or, of a regression, than the mean), or diverged. Says what happened, the likely why, and flags
/// that help.
std::vector<std::string> advice_on(const RunResult& result);

}  // namespace nntrain
