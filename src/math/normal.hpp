#pragma once

#include <span>

#include "base/random.hpp"

namespace nntrain {

/// Fills `values` with draws from N(0, 1) by Marsaglia's polar method (1964): it needs a logarithm and a
/// square root, but no cosine. Draws come in pairs; the second of the last pair is thrown away if it is not
/// needed.
void fill_normal(RandomStream& random, std::span<double> values);

}  // namespace nntrain
