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

/// Throws UsageError or DataError, with the flag that helps, where a file that the receipt names is not there
/// any more; `typed` are the flags that name one anew.
void check_places(const Receipt& receipt, const std::string& path, const TrainOptions& options,
                  const std::set<std::string>& typed);

/// Reads --data, which must be what the run in the checkpoint learned from: else UsageError.
Table read_data_of(const SavedCheckpoint& saved, const TrainOptions& options);

/// Throws UsageError where resolved options, or files read for them, are not those of the run in the
/// checkpoint, so that to go on would not be that run.
void check_resume(const SavedCheckpoint& saved, const FlagTable& flags, const TrainOptions& options);

/// The same for the file of --validation.
void check_resume(const SavedCheckpoint& saved, const Splits& splits);

/// The values that the flags that shape a result have now.
std::vector<Setting> settings_of(const FlagTable& flags);

}  // namespace nntrain
