#pragma once

#include <cstddef>
#include <vector>

#include "base/words.hpp"

namespace nntrain {

/// The function f in h = f(z), elementwise. kSigmoid: 1 / (1 + e^-z). kTanh: tanh z. kRelu: max(0, z).
/// kIdentity: z. kElu: z for z > 0, else e^z - 1 (Clevert et al. 2015). kSelu: s z for z > 0, else s a (e^z -
/// 1), s = 1.0507..., a = 1.6733... (Klambauer et al. 2017). kSoftplus: ln(1 + e^z) (Dugas et al. 2001). kStep:
/// 1 for z > 0, else 0 (McCulloch and Pitts 1943). Only for outputs: kSoftmax over the units of the layer.
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

/// The activations for hidden layers, and those that users may select for the output.
const std::vector<Activation>& hidden_activations();
const std::vector<Activation>& output_activations();

bool is_hidden_activation(Activation activation);

/// Whether errors can be passed back through it: all but kStep, which is flat wherever it has a slope.
bool can_be_trained(Activation activation);

/// Whether the slope jumps at z = 0.
bool has_kink(Activation activation);

/// Replaces z by f(z) in the first `packs` packs of a block of `units` columns. Does nothing for kSoftmax,
/// whose kernel keeps z.
void activate(Activation activation, double* z, std::size_t units, std::size_t packs);

/// Replaces d by d * f'(z), with h = f(z). Both are blocks of `units` columns. relu has slope 0 at 0. kStep
/// has no slope and leaves d unchanged; with half the squared error, gradient descent is then Rosenblatt's
/// rule.
void multiply_by_slope(Activation activation, double* d, const double* h, std::size_t units,
                       std::size_t packs);

}  // namespace nntrain
