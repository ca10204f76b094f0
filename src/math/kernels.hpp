#pragma once

#include <vector>

#include "math/kernel_table.hpp"

namespace nntrain {

/// All levels that this processor supports, the best first.
std::vector<const Kernels*> supported_kernels();

/// The best level that this processor supports, or the one in the environment variable NNTRAIN_KERNELS
/// (baseline, avx2, avx512). Throws UsageError if this processor does not support that one.
const Kernels& kernels();

}  // namespace nntrain
