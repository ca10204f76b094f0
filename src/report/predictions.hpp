#pragma once

#include <string>

#include "dataset/table.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {

/// A CSV with a line for every row used, in the data's order. Classes: target, prediction (labels as the data
/// spell them) and the output, which is the second class's share (probability:LABEL). A regression: target,
/// prediction.
std::string predictions_csv(const Table& table, const BlockMatrix& outputs);

}  // namespace nntrain
