#pragma once

// Elementary functions with the same bits for every processor, compiler and C library. Code that influences a
// result must not call those of the C library (scripts/check_numerics.sh). The limits at infinities are
// exact; NaN gives NaN. kernels.hpp has the functions for arrays.

namespace nntrain {

/// e^x, within 1 ulp if the result is normal.
double exp(double x);
/// The natural logarithm, within 1 ulp. -infinity at 0, NaN for x < 0.
double log(double x);
/// The hyperbolic tangent, within 3 ulp if the result is normal.
double tanh(double x);
/// cos(pi x), within 1 ulp for |x| < 2^50; NaN at infinities.
double cos_pi(double x);
/// 1 / (1 + e^-x), within 3 ulp if the result is normal.
double sigmoid(double x);

}  // namespace nntrain
