#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/train_options.hpp"
#include "cli/command_line.hpp"
#include "training/checkpoint_file.hpp"

namespace nntrain {

/// A training run as the user asked for it. What its preset is for the table comes with completed().
struct TrainRequest {
  TrainOptions options;
  std::optional<SavedCheckpoint> from{};  ///< the checkpoint to go on from
  bool hashes_files = false;              ///< whether to hash the input files
  std::uint64_t first_restart = 0;        ///< earlier starts are left out
  std::vector<std::uint64_t> passes{};    ///< of an ensemble that was cut short, see RestartControl
  bool notes_seen = false;                ///< whether the model's file tells what the training rows have
};

/// From the command line, its config file, and its preset or the checkpoint to resume. Makes all checks that
/// need no data: the options fit together, and the outputs can be written without overwriting an input.
/// `places` gets the flags of the config file. Throws UsageError, DataError or ModelError.
TrainRequest read_train_request(const Arguments& arguments, FlagPlaces& places,
                                TrainOptions options = TrainOptions());

/// The same from flags with their values, without a command line.
TrainRequest read_train_request(const std::vector<FlagLine>& lines, TrainOptions options);

/// The same checks for options from elsewhere.
TrainRequest checked_request(TrainOptions options);

/// The request with what its preset has for this table, that of --data. Another one stays as it is.
TrainRequest completed(TrainRequest request, const Table& table);

}  // namespace nntrain
