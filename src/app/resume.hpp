#pragma once

#include "app/train_options.hpp"
#include "model/receipt.hpp"
#include "training/checkpoint_file.hpp"
#include "training/experiment.hpp"

namespace nntrain {

/// Sets every flag of the receipt that the user did not give to what it was in the run, and counts it as
/// given if it was given then. Throws ModelError for a flag or value that this nntrain does not know.
void take_settings(const Receipt& receipt, const std::string& path, TrainOptions& options);

/// Throws UsageError or DataError, with the flag that helps, where a file that the receipt names is not there
/// any more; `typed` are the flags that name one anew.
void check_places(const Receipt& receipt, const std::string& path, TrainOptions& options,
                  const std::set<std::string>& typed);

/// Throws UsageError where a file with these bytes is not the one that the run in the checkpoint had for the
/// flag.
void check_file(const SavedCheckpoint& saved, const InputFile& file);

/// Throws UsageError where the experiment is not that of the run in the checkpoint `path`, so that to go on
/// would not be that run.
void check_resume(const SavedCheckpoint& saved, const Experiment& experiment, const std::string& path);

}  // namespace nntrain
