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

const double* forward_to_sums(std::size_t l, const Network& network, std::span<const double> parameters,
                              const Samples& samples, std::size_t block, Workspace& workspace) {
  const std::size_t packs = packs_of(samples.inputs.block_rows(block));
  const std::size_t last = network.layers().size() - 1;
  for (std::size_t k = 0;; ++k) {
    const Layer& layer = network.layers()[k];
    double* const z = k == last ? workspace.logits.block(0) : workspace.activations(k);
    kernels().affine(input_of(k, samples, block, workspace), layer.weights(parameters),
                     layer.bias(parameters), z, layer.inputs, layer.outputs, packs);
    if (k == l) return z;
    activate(layer.activation, z, layer.outputs, packs);
    if (workspace.dropping) drop_out(k, layer.outputs, packs, workspace);
  }
}

void forward(const Network& network, std::span<const double> parameters, const Samples& samples,
             std::size_t block, Workspace& workspace) {
  forward_to_sums(network.layers().size() - 1, network, parameters, samples, block, workspace);
  activate_output(network.layers().back(), packs_of(samples.inputs.block_rows(block)), workspace);
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

/// delta of the layer below layer l = (handed_down W') mask f'(z)
void hidden_delta(const Network& network, std::span<const double> parameters, std::size_t l,
                  const double* handed_down, std::size_t packs, Workspace& workspace) {
  const Layer& layer = network.layers()[l];
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

/// Backward from the deltas of the last layer, and of the one below it if `two_are_known`.
void backward_from_deltas(const Network& network, std::span<const double> parameters, const Samples& samples,
                          std::size_t block, Backprop rule, bool two_are_known, Workspace& workspace,
                          std::span<double> gradient) {
  const std::size_t packs = packs_of(samples.inputs.block_rows(block));
  const std::size_t last = network.layers().size() - 1;
  for (std::size_t l = last;; --l) {
    const Layer& layer = network.layers()[l];
    kernels().parameter_gradient(input_of(l, samples, block, workspace), workspace.deltas(l),
                                 gradient.data() + layer.offset, layer.inputs, layer.outputs, layer.has_bias,
                                 packs);
    if (l == 0) return;
    if (l == last && two_are_known) continue;
    const double* const handed_down =
        rule == Backprop::kLecture ? workspace.error.block(0) : workspace.deltas(l);
    hidden_delta(network, parameters, l, handed_down, packs, workspace);
  }
}

/// Whether the network ends as the lecture's does, for which there is a kernel of its own.
bool has_sigmoid_tail(const Network& network, Loss loss, const Samples& samples, const Workspace& workspace) {
  const std::vector<Layer>& layers = network.layers();
  if (layers.size() < 2 || loss == Loss::kCrossEntropy || workspace.dropping) return false;
  const Layer& output = layers.back();
  return output.outputs == 1 && output.activation == Activation::kSigmoid &&
         output.inputs <= kMostTailUnits && layers[layers.size() - 2].activation == Activation::kSigmoid &&
         samples.weights.columns() == 0;
}

double tail_error(const Network& network, std::span<const double> parameters, const Samples& samples,
                  std::size_t block, double slope, Backprop rule, Workspace& workspace) {
  const std::size_t last = network.layers().size() - 1;
  const Layer& output = network.layers()[last];
  forward_to_sums(last - 1, network, parameters, samples, block, workspace);
  return kernels().sigmoid_tail({.target = samples.targets.block(block),
                                 .weights = output.weights(parameters),
                                 .bias = output.has_bias ? *output.bias(parameters) : 0.0,
                                 .slope = slope,
                                 .lecture = rule == Backprop::kLecture,
                                 .h = workspace.activations(last - 1),
                                 .d_hidden = workspace.deltas(last - 1),
                                 .d_output = workspace.deltas(last),
                                 .units = output.inputs,
                                 .rows = samples.inputs.block_rows(block)});
}

}  // namespace

double forward_backward(const Network& network, std::span<const double> parameters, const Samples& samples,
                        std::size_t block, Loss loss, double slope, Backprop rule, Workspace& workspace,
                        std::span<double> gradient) {
  if (!has_sigmoid_tail(network, loss, samples, workspace)) {
    return forward_backward_in_steps(network, parameters, samples, block, loss, slope, rule, workspace,
                                     gradient);
  }
  const double sum = tail_error(network, parameters, samples, block, slope, rule, workspace);
  backward_from_deltas(network, parameters, samples, block, rule, true, workspace, gradient);
  return sum;
}

double forward_backward_in_steps(const Network& network, std::span<const double> parameters,
                                 const Samples& samples, std::size_t block, Loss loss, double slope,
                                 Backprop rule, Workspace& workspace, std::span<double> gradient) {
  forward(network, parameters, samples, block, workspace);
  const double sum = output_error(network, loss, samples, block, workspace);
  output_delta(network, loss, slope, packs_of(samples.inputs.block_rows(block)), workspace);
  backward_from_deltas(network, parameters, samples, block, rule, false, workspace, gradient);
  return sum;
}

}  // namespace nntrain
