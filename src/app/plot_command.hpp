#pragma once

#include "app/command_line.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// `nntrain plot`: a picture of a saved model on rows, or of a log.
ExitCode plot_command(const Arguments& arguments);

}  // namespace nntrain
