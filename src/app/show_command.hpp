#pragma once

#include <string>

#include "app/command_line.hpp"
#include "base/exit_code.hpp"
#include "report/telling.hpp"

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
