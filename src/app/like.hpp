#pragma once

#include "app/train_options.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// Sets the flags of the run in the model or the JSON result that --like names; those that the user gave then
/// count as given. Not taken are its files, what its data decided (separator, header line, and the loss and
/// output of `auto`), and the flags that contradict the user's, which become warnings. Throws DataError,
/// ModelError.
void apply_like(TrainOptions& options, FlagPlaces& places);

}  // namespace nntrain
