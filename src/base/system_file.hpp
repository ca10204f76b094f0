#pragma once

#include <string>

namespace nntrain {

/// The text of a file of /proc or /sys; "" if it cannot be read. Such a file tells no size, and its absence
/// is no error.
std::string system_text(const std::string& path);

}  // namespace nntrain
