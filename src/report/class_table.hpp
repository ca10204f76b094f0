#pragma once

#include <string>

#include "report/result.hpp"

namespace nntrain {

/// A line for each class of a split: its rows, precision, recall, F1, and as what its rows were predicted.
std::string class_table(const SplitResult& result);

}  // namespace nntrain
