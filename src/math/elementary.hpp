#pragma once

#include <cstddef>

// Elementary functions whose bits do not depend on the processor, the compiler or the C library: nothing that
// influences a result may call the library's (scripts/check_numerics.sh). Exact limits at infinities; NaN in,
// NaN out. For arrays see kernels.hpp.

namespace nntrain {

/// e^x, within 1 ulp where the result is normal.
double exp(double x);
/// The natural logarithm, within 1 ulp; -infinity at 0, NaN below.
double log(double x);
/// Within 3 ulp where the result is normal.
double tanh(double x);
/// 1 / (1 + e^-x), within 3 ulp where the result is normal.
double sigmoid(double x);

}  // namespace nntrain
