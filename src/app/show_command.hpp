#pragma once

#include <string>

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"
#include "report/outputs.hpp"

namespace nntrain {

/// Everything that `nntrain show` can be told.
struct ShowOptions {
  std::string model;
  WeightsMode weights = WeightsMode::kAuto;
};

/// The flags of `show`, bound to `options`.
FlagTable show_flags(ShowOptions& options);

/// `nntrain show`: how a saved model was made, and what it holds.
ExitCode show_command(const Arguments& arguments);

}  // namespace nntrain
