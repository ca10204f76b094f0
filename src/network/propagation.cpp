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
    kernels().draw_masks(random, drop, pass.of(workspace.masks[l]), units, pass.packs());
  }
}

namespace {

/// The inputs of layer l.
const double* input_of(std::size_t l, const BlockPass& pass) {
  return l == 0 ? pass.inputs() : pass.handed_on(l - 1);
}

/// Writes h * mask beside h, because the backward pass needs both.
void drop_out(std::size_t l, const BlockPass& pass) {
  kernels().apply_masks(pass.of(pass.workspace.masks[l]), pass.activations(l),
                        pass.of(pass.workspace.dropped[l]), pass.layers()[l].outputs, pass.packs());
}

/// Computes the outputs from z. z stays in workspace.logits for cross-entropy.
void activate_output(const BlockPass& pass) {
  const Layer& layer = pass.layers().back();
  double* const z = pass.of(pass.workspace.logits);
  double* const h = pass.of(pass.workspace.h.back());
  if (layer.activation == Activation::kSoftmax) {
    kernels().softmax(z, h, pass.of(pass.workspace.log_sum), layer.outputs, pass.packs());
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
    double* const z = k == pass.last() ? pass.of(pass.workspace.logits) : pass.activations(k);
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
  const double* const target = pass.targets();
  const double* const weight = pass.weights();
  const double* const z = pass.of(pass.workspace.logits);
  const std::size_t outputs = pass.network.outputs();
  if (pass.layers().back().activation == Activation::kSoftmax) {
    return kernels().softmax_cross_entropy(z, pass.of(pass.workspace.log_sum), target, weight, outputs,
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
  const double* const output = pass.output() + column;
  const double* const target = pass.targets() + column;
  const double* const weight = pass.weights();
  double* const error = pass.of(pass.workspace.error) + column;
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
  double* const delta = pass.deltas(pass.last());
  for (std::size_t o = 0; o < pass.network.outputs(); ++o) {
    const std::size_t column = o * kBlockRows;
    kernels().scale(delta + column, rule.slope, pass.of(pass.workspace.error) + column,
                    pass.packs() * kLanes);
  }
  if (term_of(rule.loss.kind) == LossTerm::kLogarithm) return;  // it cancels the slope
  multiply_by_slope(pass.layers().back().activation, delta, pass.output(), pass.network.outputs(),
                    pass.packs());
}

/// delta of the layer before layer l: (handed_down W') mask f'(z)
void hidden_delta(std::size_t l, const BlockPass& pass, const double* handed_down) {
  const Layer& layer = pass.layers()[l];
  Workspace& workspace = pass.workspace;
  double* const below = pass.deltas(l - 1);
  kernels().affine_transposed(handed_down, layer.weights(pass.parameters), below, layer.inputs, layer.outputs,
                              pass.packs());
  if (workspace.dropping) {
    kernels().apply_masks(pass.of(pass.workspace.masks[l - 1]), below, below, layer.inputs, pass.packs());
  }
  multiply_by_slope(pass.layers()[l - 1].activation, below, pass.activations(l - 1), layer.inputs,
                    pass.packs());
}

/// What the backward pass hands down from layer l.
const double* handed_down(std::size_t l, const BlockPass& pass, Backprop backprop) {
  return backprop == Backprop::kLecture ? pass.of(pass.workspace.error) : pass.deltas(l);
}

/// The backward pass from the deltas of the last layer. If `two_are_known`, those of the layer before are
/// known, too.
void backward_from_deltas(const BlockPass& pass, Backprop backprop, bool two_are_known,
                          std::span<double> gradient) {
  for (std::size_t l = pass.last();; --l) {
    const Layer& layer = pass.layers()[l];
    kernels().parameter_gradient(input_of(l, pass), pass.deltas(l), gradient.data() + layer.offset,
                                 layer.inputs, layer.outputs, layer.has_bias, pass.packs());
    if (l == 0) return;
    if (l == pass.last() && two_are_known) continue;
    hidden_delta(l, pass, handed_down(l, pass, backprop));
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
  return kernels().sigmoid_network({.x = pass.inputs(),
                                    .target = pass.targets(),
                                    .weight = pass.weights(),
                                    .parameters = pass.parameters.data(),
                                    .gradient = gradient.data(),
                                    .slope = rule.slope,
                                    .lecture = rule.backprop == Backprop::kLecture,
                                    .has_bias = hidden.has_bias,
                                    .h = pass.activations(0),
                                    .y = pass.activations(1),
                                    .error = pass.of(pass.workspace.error),
                                    .delta = pass.deltas(1),
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
  forward_to_sums(last - 1, pass);
  return kernels().sigmoid_tail({.target = pass.targets(),
                                 .weights = output.weights(pass.parameters),
                                 .bias = output.has_bias ? *output.bias(pass.parameters) : 0.0,
                                 .slope = rule.slope,
                                 .lecture = rule.backprop == Backprop::kLecture,
                                 .h = pass.activations(last - 1),
                                 .d_hidden = pass.deltas(last - 1),
                                 .d_output = pass.deltas(last),
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

void forward_to_deltas(const BlockPass& pass, const BackwardRule& rule) {
  forward(pass);
  output_error(pass, rule.loss);
  output_delta(pass, rule);
  for (std::size_t l = pass.last(); l > 0; --l) hidden_delta(l, pass, handed_down(l, pass, rule.backprop));
}

LayerPart gradient_of_part(const BlockPass& pass, std::size_t l, std::size_t part, std::size_t parts,
                           std::span<double> gradient) {
  constexpr std::size_t kTogether = 4;  // inputs that the kernel computes at a time
  const Layer& layer = pass.layers()[l];
  const std::size_t groups = (layer.inputs + kTogether - 1) / kTogether;
  const std::size_t first = std::min(groups * part / parts * kTogether, layer.inputs);
  const std::size_t last = std::min(groups * (part + 1) / parts * kTogether, layer.inputs);
  const bool has_bias = layer.has_bias && first == 0 && last > 0;
  const std::size_t of_biases = layer.has_bias ? layer.outputs : 0;
  const std::size_t begin = layer.offset + (has_bias ? 0 : of_biases + first * layer.outputs);
  const std::size_t end = layer.offset + of_biases + last * layer.outputs;
  if (first == last) return {begin, begin};
  kernels().parameter_gradient(input_of(l, pass) + first * kBlockRows, pass.deltas(l),
                               gradient.data() + begin, last - first, layer.outputs, has_bias, pass.packs());
  return {begin, end};
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
