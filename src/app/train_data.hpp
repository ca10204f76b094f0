#pragma once

#include <vector>

#include "app/train_request.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// Reads --data, then files of held-out rows like it; a line tells how far that has come, where it is asked
/// for. Throws what reading a table throws, UsageError where they are not the files of the run that goes on.
std::vector<Table> read_tables(const TrainRequest& request);

/// The rows trained on, and those held out of the first table or in files of their own. Throws as split_rows.
Trial make_trial(const TrainRequest& request, const Experiment& experiment, const std::vector<Table>& tables);

/// The tables' files and that of the first weights, by the flags that name them.
std::vector<InputFile> files_of(const Experiment& experiment, const Trial& trial,
                                const std::vector<Table>& tables);

}  // namespace nntrain
