#pragma once

#include <optional>
#include <set>
#include <string>

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

/// The checkpoint from which --continue goes on; none if there is no file `path`. Throws UsageError if it is
/// a special file, ModelError if it is no readable checkpoint.
std::optional<SavedCheckpoint> checkpoint_to_continue(const std::string& path);

/// Throws UsageError if the checkpoint's run used a file with other bytes for this flag. With `continues` the
/// user gave the command of that run, and not only --resume.
void check_file(const SavedCheckpoint& saved, const InputFile& file, bool continues);

/// Throws UsageError if the experiment is not that of the checkpoint's run.
void check_resume(const SavedCheckpoint& saved, const Experiment& experiment, bool continues);

/// Says that training did nothing, because the run in the checkpoint had come to its end, and how it can go
/// on; "" if it did something, or diverged or was stopped again.
std::string why_nothing_done(const SavedCheckpoint& saved, const Recipe& recipe,
                             const TrainingResult& training);

/// The asserts and outputs of the run in the checkpoint of --resume that `options` do not repeat, as flags
/// for a shell; "" if there are none.
std::string not_repeated(const SavedCheckpoint& saved, TrainOptions options);

}  // namespace nntrain
