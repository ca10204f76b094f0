#pragma once

#include <set>
#include <string>

#include "app/sweep_options.hpp"

namespace nntrain {

/// Checks the flags of the sweep itself, of which the user gave those in `given`. Throws UsageError for one
/// that is missing or does not go with another one.
void check_sweep_flags(SweepOptions& options, const std::set<std::string>& given);

/// Checks what its runs need. Throws UsageError, DataError for a file that cannot be written, and what --like
/// throws.
void check_sweep(SweepOptions& options);

}  // namespace nntrain
