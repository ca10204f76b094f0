#include "network/propagation.hpp"

#include <algorithm>

#include "math/kernels.hpp"

namespace nntrain {

std::string_view name_of(Backprop rule) {
  return rule == Backprop::kExact ? "exact" : "lecture";
}

void draw_masks(const Network& network, double rate, std::size_t rows, RandomStream& random,
                Workspace& workspace) {
  const std::size_t hidden = network.layers().size() - 1;
  const double kept = 1 / (1 - rate);
  const auto dropped = static_cast<std::uint64_t>(rate * 0x1p32);
  workspace.dropping = true;
  for (std::size_t l = 0; l < hidden; ++l) {
    const std::size_t units = network.layers()[l].outputs;
    if (workspace.masks.size() == l) {
      workspace.masks.push_back(Workspace::block_of(units));
      workspace.dropped.push_back(Workspace::block_of(units));
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
      double* const mask = workspace.masks[l].block(0) + unit * kBlockRows;
      for (std::size_t row = 0; row < packs_of(rows) * kLanes; row += 2) {  // two draws from 64 bits
        const std::uint64_t bits = random.next();
        mask[row] = bits >> 32U < dropped ? 0 : kept;
        mask[row + 1] = (bits & 0xffffffffU) < dropped ? 0 : kept;
      }
    }
  }
}

namespace {

/// What layer l is fed.
const double* input_of(std::size_t l, const Samples& samples, std::size_t block, const Workspace& workspace) {
  return l == 0 ? samples.inputs.block(block) : workspace.handed_on(l - 1);
}

/// h -> h * mask, beside h, which backward() needs too.
void drop_out(std::size_t l, std::size_t units, std::size_t packs, Workspace& workspace) {
  for (std::size_t unit = 0; unit < units; ++unit) {
    double* const dropped = workspace.dropped[l].block(0) + unit * kBlockRows;
    std::copy_n(workspace.activations(l) + unit * kBlockRows, packs * kLanes, dropped);
    kernels().multiply(dropped, workspace.masks[l].block(0) + unit * kBlockRows, packs * kLanes);
  }
}

/// z -> outputs; z stays in workspace.logits, from which cross-entropy is computed.
void activate_output(const Layer& layer, std::size_t packs, Workspace& workspace) {
  double* const z = workspace.logits.block(0);
  double* const h = workspace.h.back().block(0);
  if (layer.activation == Activation::kSoftmax) {
    kernels().softmax(z, h, workspace.log_sum.block(0), layer.outputs, packs);
    return;
  }
  for (std::size_t o = 0; o < layer.outputs; ++o) {
    std::copy_n(z + o * kBlockRows, packs * kLanes, h + o * kBlockRows);
  }
  activate(layer.activation, h, layer.outputs, packs);
}

}  // namespace

void forward(const Network& network, std::span<const double> parameters, const Samples& samples,
             std::size_t block, Workspace& workspace) {
  const std::size_t packs = packs_of(samples.inputs.block_rows(block));
  const std::size_t last = network.layers().size() - 1;
  for (std::size_t l = 0; l <= last; ++l) {
    const Layer& layer = network.layers()[l];
    double* const z = l == last ? workspace.logits.block(0) : workspace.activations(l);
    kernels().affine(input_of(l, samples, block, workspace), layer.weights(parameters),
                     layer.bias(parameters), z, layer.inputs, layer.outputs, packs);
    if (l == last) break;
    activate(layer.activation, z, layer.outputs, packs);
    if (workspace.dropping) drop_out(l, layer.outputs, packs, workspace);
  }
  activate_output(network.layers()[last], packs, workspace);
}

double output_error(const Network& network, Loss loss, const Samples& samples, std::size_t block,
                    Workspace& workspace) {
  const std::size_t rows = samples.inputs.block_rows(block);
  const double* const target = samples.targets.block(block);
  const double* const weight = samples.block_weights(block);
  const double* const z = workspace.logits.block(0);
  const bool cross_entropy = loss == Loss::kCrossEntropy;
  const bool softmax = network.layers().back().activation == Activation::kSoftmax;
  double sum = 0;
  for (std::size_t o = 0; o < network.outputs(); ++o) {
    const std::size_t column = o * kBlockRows;
    const double squares = kernels().squared_error(workspace.output() + column, target + column, weight,
                                                   workspace.error.block(0) + column, rows);
    if (!cross_entropy) sum += squares;
    if (cross_entropy && !softmax) {
      sum += kernels().sigmoid_cross_entropy(z + column, target + column, weight, rows);
    }
  }
  if (cross_entropy && softmax) {
    sum = kernels().softmax_cross_entropy(z, workspace.log_sum.block(0), target, weight, network.outputs(),
                                          rows);
  }
  return sum;
}

namespace {

/// delta = slope w (output - target) f'(z)
void output_delta(const Network& network, Loss loss, double slope, std::size_t packs, Workspace& workspace) {
  const std::size_t last = network.layers().size() - 1;
  for (std::size_t o = 0; o < network.outputs(); ++o) {
    const std::size_t column = o * kBlockRows;
    kernels().scale(workspace.deltas(last) + column, slope, workspace.error.block(0) + column,
                    packs * kLanes);
  }
  if (loss == Loss::kCrossEntropy) return;
  multiply_by_slope(network.layers()[last].activation, workspace.deltas(last), workspace.output(),
                    network.outputs(), packs);
}

}  // namespace

void backward(const Network& network, std::span<const double> parameters, const Samples& samples,
              std::size_t block, Loss loss, double slope, Backprop rule, Workspace& workspace,
              std::span<double> gradient) {
  const std::size_t packs = packs_of(samples.inputs.block_rows(block));
  output_delta(network, loss, slope, packs, workspace);
  for (std::size_t l = network.layers().size() - 1;; --l) {
    const Layer& layer = network.layers()[l];
    const double* const delta = workspace.deltas(l);
    if (layer.has_bias) kernels().column_sums(delta, layer.bias(gradient), layer.outputs, packs);
    kernels().outer_product(input_of(l, samples, block, workspace), delta, layer.weights(gradient),
                            layer.inputs, layer.outputs, packs);
    if (l == 0) return;

    // delta of the layer below = (delta W') mask f'(z)
    const double* const handed_down = rule == Backprop::kLecture ? workspace.error.block(0) : delta;
    double* const below = workspace.deltas(l - 1);
    kernels().affine_transposed(handed_down, layer.weights(parameters), below, layer.inputs, layer.outputs,
                                packs);
    if (workspace.dropping) {
      for (std::size_t unit = 0; unit < layer.inputs; ++unit) {
        const std::size_t column = unit * kBlockRows;
        kernels().multiply(below + column, workspace.masks[l - 1].block(0) + column, packs * kLanes);
      }
    }
    multiply_by_slope(network.layers()[l - 1].activation, below, workspace.activations(l - 1), layer.inputs,
                      packs);
  }
}

}  // namespace nntrain
