#pragma once

#include "app/flag_table.hpp"
#include "app/train_options.hpp"
#include "model/receipt.hpp"
#include "training/checkpoint_file.hpp"

namespace nntrain {

/// Sets every flag of the receipt that the user did not give to what it was in the run, and counts it as
/// given if it was given then. Throws ModelError for a flag or value that this nntrain does not know.
void take_settings(const Receipt& receipt, const std::string& path, const FlagTable& flags,
                   TrainOptions& options);

/// Throws UsageError where resolved options, or files read for them, are not those of the run in the
/// checkpoint, so that to go on would not be that run.
void check_resume(const SavedCheckpoint& saved, const FlagTable& flags, const TrainOptions& options,
                  const Table& table);

/// The same for the file of --validation.
void check_resume(const SavedCheckpoint& saved, const Splits& splits);

/// The values that the flags that shape a result have now.
std::vector<Setting> settings_of(const FlagTable& flags);

}  // namespace nntrain
