#pragma once

#include "app/train_request.hpp"
#include "training/experiment.hpp"

namespace nntrain {

/// What is asked, with what the data decide in place of every `auto`: header, delimiter, features, target,
/// task, output activation, loss, learning rate. Reads --init-from. Throws UsageError if the options do not
/// fit the task, or are not those of the run that is to go on; DataError or ModelError for --init-from.
Experiment resolve(const TrainRequest& request, const Table& table);

}  // namespace nntrain
