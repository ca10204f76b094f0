#pragma once

#include "app/command_line.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// Runs the command that the words behind the program's name ask for. Throws Error.
ExitCode run_command(const Arguments& arguments);

}  // namespace nntrain
