#pragma once

#include <cstddef>
#include <string_view>

namespace nntrain {

/// f in h = f(z): 1 / (1 + e^-z), tanh z, max(0, z), z, elementwise; kSoftmax, over the units of a layer, and
/// kStep (1 where z > 0, else 0) are for outputs.
enum class Activation { kSigmoid, kTanh, kRelu, kIdentity, kSoftmax, kStep };

/// "sigmoid", "tanh", "relu", "identity", "softmax" or "step".
std::string_view name_of(Activation activation);

/// z -> f(z) in place, in the first `packs` packs of a block of `units` columns. Not for kSoftmax, whose
/// kernel keeps z.
void activate(Activation activation, double* z, std::size_t units, std::size_t packs);

/// d -> d * f'(z), where h = f(z); both are blocks of `units` columns. relu has slope 0 at 0; kStep, which
/// has no slope, passes d on, which makes a descent of half the squared error Rosenblatt's rule.
void multiply_by_slope(Activation activation, double* d, const double* h, std::size_t units,
                       std::size_t packs);

}  // namespace nntrain
