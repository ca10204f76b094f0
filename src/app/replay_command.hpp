#pragma once

#include <cstdint>
#include <string>

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// Everything that `nntrain replay` can be told.
struct ReplayOptions {
  std::string model;
  std::string data;  ///< "": where the model says; so are the next three
  std::string validation;
  std::string test;
  std::string init_from;
  std::uint64_t threads = 0;  ///< 0: as many as this process may run
  bool quiet = false;
};

/// The flags of `replay`, bound to `options`.
FlagTable replay_flags(ReplayOptions& options);

/// `nntrain replay`: trains again as a model's receipt says, and tells whether the same bits come out.
ExitCode replay_command(const Arguments& arguments);

}  // namespace nntrain
