#pragma once

#include <optional>

#include "report/result.hpp"
#include "training/series.hpp"

namespace nntrain {

/// The loss on the training rows at the start of a run that ended far above it, though the numbers never left
/// the range of a double: the loss is more than 100 times that of the start, and the mean squared error more
/// than 100 times that of always answering 0. A run that learns anything has neither. None for other runs,
/// for an ensemble, or if a signal leaves no time. `start` is that of the run. It costs a pass over the rows,
/// and only where the second holds.
std::optional<double> loss_risen_from(const RunResult& result, const Start& start, Workers& workers);

}  // namespace nntrain
