#pragma once

#include <span>
#include <string>
#include <vector>

#include "training/trial.hpp"

namespace nntrain {

/// Warnings about what one or several runs of a recipe came to: too few held-out rows for --calibrate, and
/// networks of an ensemble or a refit whose best iteration is 0.
std::vector<std::string> warnings_on_phases(std::span<const TrialResult> runs);

}  // namespace nntrain
