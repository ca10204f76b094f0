#pragma once

#include <string>
#include <vector>

#include "cli/help.hpp"

namespace nntrain {

/// The manual page nntrain(1) of all commands, in the macros of man(7).
std::string manual_page(const std::vector<CommandPage>& pages);

}  // namespace nntrain
