#pragma once

#include <vector>

#include "app/train_request.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// Reads --data; a line tells how far that has come, where it is asked for. Throws what reading a table
/// throws, UsageError where it is not the file of the run that goes on.
Table read_data(const TrainRequest& request);

/// The rows trained on, and those held out of the table or in files of their own. Throws as split_rows.
Trial make_trial(const TrainRequest& request, const Experiment& experiment, const Table& table);

/// Reads the files of held-out rows like `table`, and adds them to `files`. Keeps references to all three.
/// Throws as read_data.
OtherTables other_tables(const TrainRequest& request, const Table& table, std::vector<InputFile>& files);

}  // namespace nntrain
