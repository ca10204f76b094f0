#pragma once

#include <string>

#include "dataset/table.hpp"
#include "math/block_matrix.hpp"
#include "network/network.hpp"

namespace nntrain {

/// A CSV with a line for every row used, in the data's order. Classes: target, prediction (labels as the data
/// spell them) and the output: of a sigmoid it is the second class's probability (probability:LABEL), else
/// just "output". A regression: target, prediction.
std::string predictions_csv(const Table& table, const Network& network, const BlockMatrix& outputs);

}  // namespace nntrain
