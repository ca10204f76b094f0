#pragma once

#include "app/command_line.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// `nntrain train`: reads, trains, measures, tells.
ExitCode train_command(const Arguments& arguments);

}  // namespace nntrain
