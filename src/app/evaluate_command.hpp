#pragma once

#include "app/command_line.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// `nntrain evaluate`: how good a saved model is on labelled rows.
ExitCode evaluate_command(const Arguments& arguments);

}  // namespace nntrain
