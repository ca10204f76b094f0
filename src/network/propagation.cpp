#include "network/propagation.hpp"

#include <algorithm>

#include "math/kernels.hpp"

namespace nntrain {

void draw_masks(const BlockPass& pass, double rate, RandomLanes& random) {
  Workspace& workspace = pass.workspace;
  const DropRate drop{static_cast<std::uint64_t>(rate * 0x1p32), 1 / (1 - rate)};
  workspace.dropping = true;
  for (std::size_t l = 0; l < pass.last(); ++l) {
    const std::size_t units = pass.layers()[l].outputs;
    if (workspace.masks.size() == l) {
      workspace.masks.push_back(Workspace::block_of(units));
      workspace.dropped.push_back(Workspace::block_of(units));
    }
    kernels().draw_masks(random, drop, workspace.masks[l].block(0), units, pass.packs());
  }
}

namespace {

/// The inputs of layer l.
const double* input_of(std::size_t l, const BlockPass& pass) {
  return l == 0 ? pass.samples.inputs.block(pass.block) : pass.workspace.handed_on(l - 1);
}

/// Writes h * mask beside h, because the backward pass needs both.
void drop_out(std::size_t l, const BlockPass& pass) {
  Workspace& workspace = pass.workspace;
  kernels().apply_masks(workspace.masks[l].block(0), workspace.activations(l), workspace.dropped[l].block(0),
                        pass.layers()[l].outputs, pass.packs());
}

/// Computes the outputs from z. z stays in workspace.logits for cross-entropy.
void activate_output(const BlockPass& pass) {
  const Layer& layer = pass.layers().back();
  double* const z = pass.workspace.logits.block(0);
  double* const h = pass.workspace.h.back().block(0);
  if (layer.activation == Activation::kSoftmax) {
    kernels().softmax(z, h, pass.workspace.log_sum.block(0), layer.outputs, pass.packs());
    return;
  }
  for (std::size_t o = 0; o < layer.outputs; ++o) {
    std::copy_n(z + o * kBlockRows, pass.packs() * kLanes, h + o * kBlockRows);
  }
  activate(layer.activation, h, layer.outputs, pass.packs());
}

}  // namespace

const double* forward_to_sums(std::size_t l, const BlockPass& pass) {
  const std::size_t packs = pass.packs();
  Workspace& workspace = pass.workspace;
  for (std::size_t k = 0;; ++k) {
    const Layer& layer = pass.layers()[k];
    double* const z = k == pass.last() ? workspace.logits.block(0) : workspace.activations(k);
    kernels().affine(input_of(k, pass), layer.weights(pass.parameters), layer.bias(pass.parameters), z,
                     layer.inputs, layer.outputs, packs);
    if (k == l) return z;
    activate(layer.activation, z, layer.outputs, packs);
    if (workspace.dropping) drop_out(k, pass);
  }
}

void forward(const BlockPass& pass) {
  forward_to_sums(pass.last(), pass);
  activate_output(pass);
}

namespace {

/// The sum of -w log p over the block.
double cross_entropy(const BlockPass& pass) {
  Workspace& workspace = pass.workspace;
  const double* const target = pass.samples.targets.block(pass.block);
  const double* const weight = pass.samples.block_weights(pass.block);
  const double* const z = workspace.logits.block(0);
  const std::size_t outputs = pass.network.outputs();
  if (pass.layers().back().activation == Activation::kSoftmax) {
    return kernels().softmax_cross_entropy(z, workspace.log_sum.block(0), target, weight, outputs,
                                           pass.rows());
  }
  double sum = 0;
  for (std::size_t o = 0; o < outputs; ++o) {
    const std::size_t column = o * kBlockRows;
    sum += kernels().sigmoid_cross_entropy(z + column, target + column, weight, pass.rows());
  }
  return sum;
}

/// Writes the errors of output `o` whose product with f'(z) is its delta, and returns the sum of its terms;
/// of its squares for a loss of logarithms.
double column_error(const BlockPass& pass, const LossFunction& loss, std::size_t o) {
  const std::size_t column = o * kBlockRows;
  const double* const output = pass.workspace.output() + column;
  const double* const target = pass.samples.targets.block(pass.block) + column;
  const double* const weight = pass.samples.block_weights(pass.block);
  double* const error = pass.workspace.error.block(0) + column;
  switch (term_of(loss.kind)) {
    case LossTerm::kAbsolute:
      return kernels().absolute_error(output, target, weight, error, pass.rows());
    case LossTerm::kHuber:
      return kernels().huber_error(output, target, weight, loss.bend, error, pass.rows());
    case LossTerm::kSquare:
    case LossTerm::kLogarithm:
      break;
  }
  return kernels().squared_error(output, target, weight, error, pass.rows());
}

}  // namespace

double output_error(const BlockPass& pass, const LossFunction& loss) {
  double sum = 0;
  for (std::size_t o = 0; o < pass.network.outputs(); ++o) sum += column_error(pass, loss, o);
  return term_of(loss.kind) == LossTerm::kLogarithm ? cross_entropy(pass) : sum;
}

namespace {

/// delta = slope w (output - target) f'(z)
void output_delta(const BlockPass& pass, const BackwardRule& rule) {
  Workspace& workspace = pass.workspace;
  double* const delta = workspace.deltas(pass.last());
  for (std::size_t o = 0; o < pass.network.outputs(); ++o) {
    const std::size_t column = o * kBlockRows;
    kernels().scale(delta + column, rule.slope, workspace.error.block(0) + column, pass.packs() * kLanes);
  }
  if (term_of(rule.loss.kind) == LossTerm::kLogarithm) return;  // it cancels the slope
  multiply_by_slope(pass.layers().back().activation, delta, workspace.output(), pass.network.outputs(),
                    pass.packs());
}

/// delta of the layer before layer l: (handed_down W') mask f'(z)
void hidden_delta(std::size_t l, const BlockPass& pass, const double* handed_down) {
  const Layer& layer = pass.layers()[l];
  Workspace& workspace = pass.workspace;
  double* const below = workspace.deltas(l - 1);
  kernels().affine_transposed(handed_down, layer.weights(pass.parameters), below, layer.inputs, layer.outputs,
                              pass.packs());
  if (workspace.dropping) {
    kernels().apply_masks(workspace.masks[l - 1].block(0), below, below, layer.inputs, pass.packs());
  }
  multiply_by_slope(pass.layers()[l - 1].activation, below, workspace.activations(l - 1), layer.inputs,
                    pass.packs());
}

/// The backward pass from the deltas of the last layer. If `two_are_known`, those of the layer before are
/// known, too.
void backward_from_deltas(const BlockPass& pass, Backprop backprop, bool two_are_known,
                          std::span<double> gradient) {
  Workspace& workspace = pass.workspace;
  for (std::size_t l = pass.last();; --l) {
    const Layer& layer = pass.layers()[l];
    kernels().parameter_gradient(input_of(l, pass), workspace.deltas(l), gradient.data() + layer.offset,
                                 layer.inputs, layer.outputs, layer.has_bias, pass.packs());
    if (l == 0) return;
    if (l == pass.last() && two_are_known) continue;
    hidden_delta(l, pass, backprop == Backprop::kLecture ? workspace.error.block(0) : workspace.deltas(l));
  }
}

/// Whether the network is like the one in the lecture, and the block has enough rows for its kernel.
bool is_sigmoid_network(const BlockPass& pass, Loss loss) {
  const std::vector<Layer>& layers = pass.layers();
  if (layers.size() != 2 || term_of(loss) != LossTerm::kSquare || pass.workspace.dropping) return false;
  const Layer& hidden = layers[0];
  const Layer& output = layers[1];
  return pass.rows() >= kLeastNetworkRows && hidden.inputs <= kMostNetworkInputs &&
         hidden.outputs <= kMostNetworkUnits && output.outputs == 1 &&
         hidden.activation == Activation::kSigmoid && output.activation == Activation::kSigmoid;
}

double whole_network(const BlockPass& pass, const BackwardRule& rule, std::span<double> gradient) {
  const Layer& hidden = pass.layers().front();
  Workspace& workspace = pass.workspace;
  return kernels().sigmoid_network({.x = pass.samples.inputs.block(pass.block),
                                    .target = pass.samples.targets.block(pass.block),
                                    .weight = pass.samples.block_weights(pass.block),
                                    .parameters = pass.parameters.data(),
                                    .gradient = gradient.data(),
                                    .slope = rule.slope,
                                    .lecture = rule.backprop == Backprop::kLecture,
                                    .has_bias = hidden.has_bias,
                                    .h = workspace.activations(0),
                                    .y = workspace.activations(1),
                                    .error = workspace.error.block(0),
                                    .delta = workspace.deltas(1),
                                    .inputs = hidden.inputs,
                                    .units = hidden.outputs,
                                    .rows = pass.rows()});
}

/// Whether the network only ends like the one in the lecture.
bool has_sigmoid_tail(const BlockPass& pass, Loss loss) {
  const std::vector<Layer>& layers = pass.layers();
  if (layers.size() < 2 || term_of(loss) != LossTerm::kSquare || pass.workspace.dropping) return false;
  const Layer& output = layers.back();
  return output.outputs == 1 && output.activation == Activation::kSigmoid &&
         output.inputs <= kMostTailUnits && layers[layers.size() - 2].activation == Activation::kSigmoid &&
         pass.samples.weights.columns() == 0;
}

double tail_error(const BlockPass& pass, const BackwardRule& rule) {
  const std::size_t last = pass.last();
  const Layer& output = pass.layers()[last];
  Workspace& workspace = pass.workspace;
  forward_to_sums(last - 1, pass);
  return kernels().sigmoid_tail({.target = pass.samples.targets.block(pass.block),
                                 .weights = output.weights(pass.parameters),
                                 .bias = output.has_bias ? *output.bias(pass.parameters) : 0.0,
                                 .slope = rule.slope,
                                 .lecture = rule.backprop == Backprop::kLecture,
                                 .h = workspace.activations(last - 1),
                                 .d_hidden = workspace.deltas(last - 1),
                                 .d_output = workspace.deltas(last),
                                 .units = output.inputs,
                                 .rows = pass.rows()});
}

}  // namespace

double forward_backward(const BlockPass& pass, const BackwardRule& rule, std::span<double> gradient) {
  if (is_sigmoid_network(pass, rule.loss.kind)) return whole_network(pass, rule, gradient);
  if (!has_sigmoid_tail(pass, rule.loss.kind)) return forward_backward_in_steps(pass, rule, gradient);
  const double sum = tail_error(pass, rule);
  backward_from_deltas(pass, rule.backprop, true, gradient);
  return sum;
}

double forward_backward_in_steps(const BlockPass& pass, const BackwardRule& rule,
                                 std::span<double> gradient) {
  forward(pass);
  const double sum = output_error(pass, rule.loss);
  output_delta(pass, rule);
  backward_from_deltas(pass, rule.backprop, false, gradient);
  return sum;
}

}  // namespace nntrain
