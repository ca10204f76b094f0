#pragma once

#include <optional>
#include <string>

#include "plot/pictured.hpp"

namespace nntrain {

/// What --log has written, CSV or JSON lines, also while it still grows: of several starts the one with the
/// lowest last (validation) loss. nullopt if the file is no log. Throws DataError for a file that cannot be
/// read, and for a log with a line that is none of its kind.
std::optional<PicturedHistory> read_log(const std::string& path);

}  // namespace nntrain
