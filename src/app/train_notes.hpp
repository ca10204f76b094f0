#pragma once

#include <string>
#include <vector>

#include "app/train_options.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// Warnings about what is read: flags that a config file or a preset lost, notes on the table, held-out files
/// with the rows of --data.
std::vector<std::string> warnings_on_data(const TrainOptions& options, const Table& table);

/// The same, and those about one model: columns that are left out, classes without rows in a part.
std::vector<std::string> warnings_on(const TrainOptions& options, const Experiment& experiment,
                                     const Trial& trial, const Model& model, const Table& table);

/// That --max-seconds left out networks of an ensemble, or the refit; else "".
std::string warning_if_time_left_out(const TrialResult& result);

/// What changes inputs, rows or the first weights, for people: "scale standard, missing mean"; "" if nothing.
std::string preparation_of(const TrainOptions& options, const Experiment& experiment, const Table& table);

}  // namespace nntrain
