#pragma once

#include "app/train_options.hpp"
#include "model/receipt.hpp"
#include "training/checkpoint_file.hpp"
#include "training/experiment.hpp"

namespace nntrain {

/// Sets every flag in the receipt that the user did not give to its value in the run. Marks it as given if it
/// was given then. Throws ModelError for a flag or value that this nntrain does not know.
void take_settings(const Receipt& receipt, const std::string& path, TrainOptions& options);

/// Throws UsageError or DataError, with the flag that helps, if a file in the receipt cannot be read. It does
/// not check the files of flags in `given_now`. Throws ModelError if no file belongs to a flag.
void check_input_files(const Receipt& receipt, const std::string& path, TrainOptions& options,
                       const std::set<std::string>& given_now);

/// Throws UsageError if the checkpoint's run used a file with other bytes for this flag.
void check_file(const SavedCheckpoint& saved, const InputFile& file);

/// Throws UsageError if the experiment is not that of the run in the checkpoint `path`.
void check_resume(const SavedCheckpoint& saved, const Experiment& experiment, const std::string& path);

}  // namespace nntrain
