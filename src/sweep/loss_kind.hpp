#pragma once

#include <cstddef>

#include "sweep/sweep_table.hpp"

namespace nntrain {

/// Whether the losses of two runs are numbers of one kind: the same loss, with the same scale of the target
/// and the same weights of classes and rows, and a sum is over about as many rows.
bool have_comparable_losses(const SweepTable& table, std::size_t row, std::size_t other);

}  // namespace nntrain
