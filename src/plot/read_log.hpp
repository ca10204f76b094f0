#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plot/pictured.hpp"

namespace nntrain {

/// Whether a text begins as --log writes it, CSV or JSON lines. Its first line must be complete.
bool is_log(std::string_view text);

/// Whether a text begins as --log-weights writes it, CSV or JSON lines: all names after the iteration have a
/// colon. Its first line may be cut.
bool is_log_of_weights(std::string_view text);

/// Reads what --log has written, CSV or JSON lines, even while it grows. Of several starts it takes the one
/// with the lowest last (validation) loss, and of its points at most 1000. nullopt: the text is no log.
/// Throws DataError, which calls it `path`, for a log without lines or with a wrong line.
std::optional<PicturedHistory> log_of(std::string_view text, const std::string& path);

}  // namespace nntrain
