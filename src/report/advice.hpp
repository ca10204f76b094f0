#pragma once

#include <string>
#include <vector>

#include "report/result.hpp"

namespace nntrain {

/// Advice on a poor result; none if it is good. A result is poor if training diverged, if it is no better
/// than always naming the largest class (for a regression: the mean), or if it is far better on the training
/// rows than on held-out ones. The advice says what happened, the likely reason, and which flags may help.
std::vector<std::string> advice_on(const RunResult& result);

}  // namespace nntrain
