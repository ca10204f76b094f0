#pragma once

#include <cstddef>
#include <string_view>

namespace nntrain {

/// f in h = f(z), elementwise: 1 / (1 + e^-z), tanh z, max(0, z), z.
enum class Activation { kSigmoid, kTanh, kRelu, kIdentity };

/// "sigmoid", "tanh", "relu" or "identity".
std::string_view name_of(Activation activation);

/// z -> f(z) in place, in the first `packs` packs of a block of `units` columns.
void activate(Activation activation, double* z, std::size_t units, std::size_t packs);

/// d -> d * f'(z), where h = f(z); both are blocks of `units` columns. relu has slope 0 at 0.
void multiply_by_slope(Activation activation, double* d, const double* h, std::size_t units,
                       std::size_t packs);

}  // namespace nntrain
