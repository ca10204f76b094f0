#pragma once

#include <string>
#include <vector>

#include "model/receipt.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// The text of a checkpoint file (format nntrain.checkpoint) for a run with these options and input files.
std::string checkpoint_text(const Checkpoint& checkpoint, const std::vector<OptionValue>& options,
                            const std::vector<InputFile>& files);

/// The content of a checkpoint file: the options and files of the run, and its state.
struct SavedCheckpoint {
  std::string path;
  Receipt receipt;
  std::vector<Setting> outputs;  ///< the flags of the run that named files to write, and its asserts
  Checkpoint checkpoint;
};

/// Throws DataError if the file cannot be opened, ModelError if it is not a valid checkpoint.
SavedCheckpoint read_checkpoint(const std::string& path);

}  // namespace nntrain
