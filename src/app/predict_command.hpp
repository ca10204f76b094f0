#pragma once

#include "app/command_line.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// `nntrain predict`: what a saved model says about each row of a file.
ExitCode predict_command(const Arguments& arguments);

}  // namespace nntrain
