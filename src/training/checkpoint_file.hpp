#pragma once

#include <functional>
#include <string>

#include "base/json_writer.hpp"
#include "model/receipt.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// The text of a checkpoint's file, format nntrain.checkpoint; `write_receipt` writes what receipt_of()
/// reads.
std::string checkpoint_text(const Checkpoint& checkpoint,
                            const std::function<void(JsonWriter&)>& write_receipt);

/// What such a file holds: how the run is made, and where it stands.
struct SavedCheckpoint {
  Receipt receipt;
  Checkpoint checkpoint;
};

/// Throws DataError if the file cannot be opened, ModelError if it is no checkpoint or not sound.
SavedCheckpoint read_checkpoint(const std::string& path);

}  // namespace nntrain
