#pragma once

#include <string>
#include <vector>

#include "cli/help.hpp"

namespace nntrain {

/// A script with which bash, or zsh, completes commands, flags, and their choices and files.
std::string bash_completion(const std::vector<CommandPage>& pages);
std::string zsh_completion(const std::vector<CommandPage>& pages);

}  // namespace nntrain
