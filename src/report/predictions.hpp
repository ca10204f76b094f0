#pragma once

#include <string>

#include "report/result.hpp"

namespace nntrain {

/// A CSV with a line for every row of --data that was used, in its order. With held-out rows the first column
/// is the row's split. Classes: target, prediction (labels as the data spell them) and the probability of
/// each class (probability:LABEL), or outputs that are no probabilities (output, or output:LABEL). A
/// regression: target, prediction.
std::string predictions_csv(const RunResult& result);

}  // namespace nntrain
