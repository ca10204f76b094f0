#pragma once

#include <cstdint>
#include <optional>

#include "app/train_options.hpp"
#include "cli/command_line.hpp"
#include "training/checkpoint_file.hpp"

namespace nntrain {

/// A training as it was asked for.
struct TrainRequest {
  TrainOptions options;
  std::optional<SavedCheckpoint> from{};  ///< where it goes on
  bool hashes_files = false;              ///< whether the SHA-256 of what is read is asked for
  std::uint64_t first_restart = 0;        ///< starts before it are left out
};

/// From the command line, its config file, and its preset or the checkpoint that it resumes. Checks all that
/// can be checked before data are read: the options among themselves, and that the outputs can be written
/// without overwriting an input. Throws UsageError, DataError or ModelError.
TrainRequest read_train_request(const Arguments& arguments);

/// The same checks for options that come from elsewhere.
TrainRequest checked_request(TrainOptions options);

}  // namespace nntrain
