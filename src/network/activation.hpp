#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace nntrain {

/// f in h = f(z), elementwise: 1 / (1 + e^-z); tanh z; max(0, z); z; kElu, z where z > 0, else e^z - 1
/// (Clevert et al. 2015); kSelu, s z or s a (e^z - 1), s = 1.0507..., a = 1.6733... (Klambauer et al. 2017);
/// kSoftplus, ln(1 + e^z) (Dugas et al. 2001). kSoftmax, over the units of a layer, and kStep (1 where z > 0,
/// else 0) are for outputs.
enum class Activation { kSigmoid, kTanh, kRelu, kIdentity, kElu, kSelu, kSoftplus, kSoftmax, kStep };
constexpr auto words(Activation) {
  return std::to_array<Word<Activation>>({{"sigmoid", Activation::kSigmoid},
                                          {"tanh", Activation::kTanh},
                                          {"relu", Activation::kRelu},
                                          {"identity", Activation::kIdentity},
                                          {"elu", Activation::kElu},
                                          {"selu", Activation::kSelu},
                                          {"softplus", Activation::kSoftplus},
                                          {"softmax", Activation::kSoftmax},
                                          {"step", Activation::kStep}});
}

/// Those that hidden layers may have, and those that users may choose for the output.
const std::vector<Activation>& hidden_activations();
const std::vector<Activation>& output_activations();

bool is_hidden_activation(Activation activation);

/// Whether its slope jumps at z = 0.
bool has_kink(Activation activation);

/// z -> f(z) in place, in the first `packs` packs of a block of `units` columns. Not for kSoftmax, whose
/// kernel keeps z.
void activate(Activation activation, double* z, std::size_t units, std::size_t packs);

/// d -> d * f'(z), where h = f(z); both are blocks of `units` columns. relu has slope 0 at 0; kStep, which
/// has no slope, passes d on, which makes a descent of half the squared error Rosenblatt's rule.
void multiply_by_slope(Activation activation, double* d, const double* h, std::size_t units,
                       std::size_t packs);

}  // namespace nntrain
