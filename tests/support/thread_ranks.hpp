#pragma once

#include <cstddef>
#include <functional>

#include "base/ranks.hpp"

namespace nntrain {

/// Runs `f` as each of `count` ranks, which are threads of this process. Throws what the lowest of them
/// throws; then the others must throw, too, or have no more to say to it.
void run_on_ranks(std::size_t count, const std::function<void(Ranks&)>& f);

}  // namespace nntrain
