#pragma once

#include "base/ranks.hpp"
#include "training/trial_result.hpp"

namespace nntrain {

/// What training and measuring have come to, for other ranks: all of the result but what the experiment and
/// the table give, and without samples.
Ranks::Bytes packed_trial(const TrialResult& result);

/// Adds that to a result which has the model and the recipe of the same trial as it was prepared.
void unpack_trial(const Ranks::Bytes& bytes, TrialResult& result);

}  // namespace nntrain
