#pragma once

#include <cstddef>

#include "app/train_request.hpp"
#include "training/experiment.hpp"

namespace nntrain {

/// The requested experiment. The data decide every `auto`: header, delimiter, features, target, task, output
/// activation, loss, learning rate. Reads --init-from. Throws UsageError if the options do not fit the task
/// or differ from those of the resumed run, DataError or ModelError for --init-from.
Experiment resolve(const TrainRequest& request, const Table& table);

/// The number of network inputs for the features, at most: training rows may lack some texts.
std::size_t most_inputs(const Table& table);

}  // namespace nntrain
