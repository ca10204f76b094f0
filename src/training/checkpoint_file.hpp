#pragma once

#include <string>
#include <vector>

#include "model/receipt.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// The text of a checkpoint's file, format nntrain.checkpoint, of a run with these options and files.
std::string checkpoint_text(const Checkpoint& checkpoint, const std::vector<OptionValue>& options,
                            const std::vector<InputFile>& files);

/// What such a file holds: how the run is made, and where it stands.
struct SavedCheckpoint {
  Receipt receipt;
  Checkpoint checkpoint;
};

/// Throws DataError if the file cannot be opened, ModelError if it is no checkpoint or not sound.
SavedCheckpoint read_checkpoint(const std::string& path);

}  // namespace nntrain
