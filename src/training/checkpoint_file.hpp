#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/receipt.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// The beginning of a run's log, before the row of the checkpoint's iteration.
struct LogPrefix {
  std::uint64_t bytes = 0;
  std::string sha256;    ///< of these bytes
  bool is_whole = true;  ///< false: the log lacks rows after them
};

/// The beginnings of the files with a row for each iteration that a run writes.
struct LogPrefixes {
  std::optional<LogPrefix> metrics{};  ///< of --log
  std::optional<LogPrefix> weights{};  ///< of --log-weights
};

/// The text of a checkpoint file (format nntrain.checkpoint) for a run with these options, input files and
/// logs.
std::string checkpoint_text(const Checkpoint& checkpoint, const std::vector<OptionValue>& options,
                            const std::vector<InputFile>& files, const LogPrefixes& logs);

/// The content of a checkpoint file: the options and files of the run, and its state.
struct SavedCheckpoint {
  std::string path;
  Receipt receipt;
  std::vector<Setting> outputs;  ///< the flags of the run that named files to write, and its asserts
  Checkpoint checkpoint;
  LogPrefixes logs;
};

/// Throws DataError if the file cannot be opened, ModelError if it is not a valid checkpoint.
SavedCheckpoint read_checkpoint(const std::string& path);

}  // namespace nntrain
