#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plot/pictured.hpp"

namespace nntrain {

/// What --log has written, CSV or JSON lines, also while it still grows: of several starts the one with the
/// lowest last (validation) loss. nullopt if the text is no log. Throws DataError, in which it is called
/// `path`, for a log with a line that is none of its kind.
std::optional<PicturedHistory> log_of(std::string_view text, const std::string& path);

}  // namespace nntrain
