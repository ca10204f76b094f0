#include "network/propagation.hpp"

#include "math/kernels.hpp"

namespace nntrain {

std::string_view name_of(Backprop rule) {
  return rule == Backprop::kExact ? "exact" : "lecture";
}

void forward(const Network& network, std::span<const double> parameters, const double* x, std::size_t rows,
             Workspace& workspace) {
  const std::size_t packs = packs_of(rows);
  const double* input = x;
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const Layer& layer = network.layers()[l];
    double* const h = workspace.activations(l);
    kernels().affine(input, layer.weights(parameters), layer.bias(parameters), h, layer.inputs, layer.outputs,
                     packs);
    activate(layer.activation, h, layer.outputs, packs);
    input = h;
  }
}

double squared_error(const Network& network, const double* target, std::size_t rows, Workspace& workspace) {
  double sum = 0;
  for (std::size_t o = 0; o < network.outputs(); ++o) {
    const std::size_t column = o * kBlockRows;
    sum += kernels().squared_error(workspace.output() + column, target + column,
                                   workspace.error.block(0) + column, rows);
  }
  return sum;
}

namespace {

/// delta = slope (output - target) f'(z)
void output_delta(const Network& network, double slope, std::size_t packs, Workspace& workspace) {
  const std::size_t last = network.layers().size() - 1;
  for (std::size_t o = 0; o < network.outputs(); ++o) {
    const std::size_t column = o * kBlockRows;
    kernels().scale(workspace.deltas(last) + column, slope, workspace.error.block(0) + column,
                    packs * kLanes);
  }
  multiply_by_slope(network.layers()[last].activation, workspace.deltas(last), workspace.output(),
                    network.outputs(), packs);
}

}  // namespace

void backward(const Network& network, std::span<const double> parameters, const double* x, std::size_t rows,
              double slope, Backprop rule, Workspace& workspace, std::span<double> gradient) {
  const std::size_t packs = packs_of(rows);
  output_delta(network, slope, packs, workspace);
  for (std::size_t l = network.layers().size() - 1;; --l) {
    const Layer& layer = network.layers()[l];
    const double* const input = l == 0 ? x : workspace.activations(l - 1);
    const double* const delta = workspace.deltas(l);
    if (layer.has_bias) kernels().column_sums(delta, layer.bias(gradient), layer.outputs, packs);
    kernels().outer_product(input, delta, layer.weights(gradient), layer.inputs, layer.outputs, packs);
    if (l == 0) return;

    // delta of the layer below = (delta W') f'(z)
    const double* const handed_down = rule == Backprop::kLecture ? workspace.error.block(0) : delta;
    double* const below = workspace.deltas(l - 1);
    kernels().affine_transposed(handed_down, layer.weights(parameters), below, layer.inputs, layer.outputs,
                                packs);
    multiply_by_slope(network.layers()[l - 1].activation, below, input, layer.inputs, packs);
  }
}

}  // namespace nntrain
