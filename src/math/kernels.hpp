#pragma once

#include <vector>

#include "math/kernel_table.hpp"

namespace nntrain {

/// All levels that this processor has, the best first: for tests.
std::vector<const Kernels*> supported_kernels();

/// The best level that this processor has, or the one that the environment variable NNTRAIN_KERNELS names
/// (baseline, avx2, avx512). Throws UsageError if that one does not exist here.
const Kernels& kernels();

}  // namespace nntrain
