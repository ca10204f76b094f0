#pragma once

#include "app/command_line.hpp"
#include "base/exit_code.hpp"

namespace nntrain {

/// `nntrain bench`: measures fixed workloads, tells how fast they were and what bits they gave.
ExitCode bench_command(const Arguments& arguments);

}  // namespace nntrain
