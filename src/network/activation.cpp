#include "network/activation.hpp"

#include <algorithm>

#include "math/block_matrix.hpp"
#include "math/kernels.hpp"

namespace nntrain {

const std::vector<Activation>& hidden_activations() {
  using enum Activation;
  static const std::vector<Activation> all = {kSigmoid, kTanh, kRelu,     kIdentity,
                                              kElu,     kSelu, kSoftplus, kStep};
  return all;
}

const std::vector<Activation>& output_activations() {
  using enum Activation;
  static const std::vector<Activation> all = {kSigmoid, kSoftmax, kIdentity, kStep};
  return all;
}

bool is_hidden_activation(Activation activation) {
  const std::vector<Activation>& all = hidden_activations();
  return std::find(all.begin(), all.end(), activation) != all.end();
}

bool can_be_trained(Activation activation) {
  return activation != Activation::kStep;
}

bool has_kink(Activation activation) {
  return activation == Activation::kRelu || activation == Activation::kSelu;
}

namespace {

/// The stretches of a block of `units` columns that have rows. A full block is a single stretch.
struct Stretches {
  std::size_t count;
  std::size_t length;
};
Stretches stretches(std::size_t units, std::size_t packs) {
  const std::size_t rows = packs * kLanes;
  return rows == kBlockRows ? Stretches{1, units * rows} : Stretches{units, rows};
}

}  // namespace

void activate(Activation activation, double* z, std::size_t units, std::size_t packs) {
  const auto function = [activation] {
    switch (activation) {
      case Activation::kSigmoid:
        return kernels().sigmoid;
      case Activation::kTanh:
        return kernels().tanh;
      case Activation::kRelu:
        return kernels().relu;
      case Activation::kElu:
        return kernels().elu;
      case Activation::kSelu:
        return kernels().selu;
      case Activation::kSoftplus:
        return kernels().softplus;
      case Activation::kStep:
        return kernels().step;
      case Activation::kIdentity:
      case Activation::kSoftmax:
        break;
    }
    return static_cast<decltype(kernels().relu)>(nullptr);
  }();
  if (function == nullptr) return;
  const Stretches all = stretches(units, packs);
  for (std::size_t s = 0; s < all.count; ++s) function(z + s * kBlockRows, all.length);
}

void multiply_by_slope(Activation activation, double* d, const double* h, std::size_t units,
                       std::size_t packs) {
  if (activation == Activation::kSoftmax) {
    kernels().times_softmax_slope(d, h, units, packs);
    return;
  }
  const auto function = [activation] {
    switch (activation) {
      case Activation::kSigmoid:
        return kernels().times_sigmoid_slope;
      case Activation::kTanh:
        return kernels().times_tanh_slope;
      case Activation::kRelu:
        return kernels().times_relu_slope;
      case Activation::kElu:
        return kernels().times_elu_slope;
      case Activation::kSelu:
        return kernels().times_selu_slope;
      case Activation::kSoftplus:
        return kernels().times_softplus_slope;
      case Activation::kIdentity:
      case Activation::kSoftmax:
      case Activation::kStep:
        break;
    }
    return static_cast<decltype(kernels().times_relu_slope)>(nullptr);
  }();
  if (function == nullptr) return;
  const Stretches all = stretches(units, packs);
  for (std::size_t s = 0; s < all.count; ++s) function(d + s * kBlockRows, h + s * kBlockRows, all.length);
}

}  // namespace nntrain
