#pragma once

#include <span>
#include <string>

#include "training/trial.hpp"

namespace nntrain {

/// What one or several runs of a recipe did after the search, where --refit and --calibrate ask for it:
/// ", refit on all rows, not calibrated (30 held-out rows)" or ", calibrated in 4 of 5 runs"; else "".
std::string phases_text(const Recipe& recipe, std::span<const TrialResult> runs);

}  // namespace nntrain
