#pragma once

#include <optional>

#include "app/command_line.hpp"
#include "app/train_options.hpp"
#include "training/checkpoint_file.hpp"

namespace nntrain {

/// Fills `options`, to which `flags` are bound, from the command line, its config file, and its preset or the
/// checkpoint that it resumes, which is returned. Checks all that can be checked before data are read: the
/// options among themselves, and that the outputs can be written without overwriting an input. Throws
/// UsageError, DataError or ModelError.
std::optional<SavedCheckpoint> read_options(const Arguments& arguments, const FlagTable& flags,
                                            TrainOptions& options);

/// The checks, and what follows from the options, for options that come from elsewhere. Throws UsageError or
/// DataError.
void complete_options(TrainOptions& options);

}  // namespace nntrain
