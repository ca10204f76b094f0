#pragma once

#include <cstdint>

#include "base/random.hpp"
#include "math/kernel_table.hpp"

namespace nntrain {

/// kLanes streams of a seed for one purpose; `index` selects one of several such sets. The words of
/// splitmix64 fill their states lane by lane, so lane 0 is RandomStream(seed, purpose, index).
RandomLanes random_lanes(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index = 0);

}  // namespace nntrain
