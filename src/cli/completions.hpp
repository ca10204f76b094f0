#pragma once

#include <string>
#include <vector>

#include "cli/help.hpp"

namespace nntrain {

/// A script that teaches bash, or zsh, the commands, their flags, and what these take: choices and files.
std::string bash_completion(const std::vector<CommandPage>& pages);
std::string zsh_completion(const std::vector<CommandPage>& pages);

}  // namespace nntrain
