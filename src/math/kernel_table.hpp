#pragma once

#include <cstddef>
#include <cstdint>

#include "math/block.hpp"

namespace nntrain {

/// The largest number of hidden units of a SigmoidTail.
inline constexpr std::size_t kMostTailUnits = 8;

/// The last two layers of a network like the one in the lecture: up to kMostTailUnits sigmoid units, then one
/// sigmoid output that learns `target` with squared errors. Pointers are to columns of a block.
struct SigmoidTail {
  const double* target;   ///< one column
  const double* weights;  ///< from the hidden units to the output, H
  double bias;            ///< of the output
  double slope;           ///< loss_slope()
  bool lecture;           ///< whether d_hidden is computed from the plain error (Backprop::kLecture)
  double* h;              ///< in: z of the hidden units, H columns; out: sigmoid(z)
  double* d_hidden;   ///< out: the derivative of the loss with respect to z of the hidden units, H columns
  double* d_output;   ///< out: the derivative of the loss with respect to z of the output, one column
  std::size_t units;  ///< H, 1 .. kMostTailUnits
  std::size_t rows;   ///< 1 .. kBlockRows
};

/// The largest numbers of inputs and of hidden units of a SigmoidNetwork. With more inputs, layers are as
/// fast.
inline constexpr std::size_t kMostNetworkInputs = 6;
inline constexpr std::size_t kMostNetworkUnits = 16;
inline constexpr std::size_t kLeastNetworkRows = 64;

/// A network like the one in the lecture: few inputs, one layer of sigmoid units, and one sigmoid output that
/// learns `target` with squared errors. Pointers are to columns of a block, except for the parameters.
struct SigmoidNetwork {
  const double* x;           ///< I columns
  const double* target;      ///< one column
  const double* weight;      ///< of each row, one column; null if all are 1
  const double* parameters;  ///< (I + 1) x H of the hidden units, then H + 1; without biases I x H, then H
  double* gradient;          ///< out: the derivative of the loss with respect to the parameters
  double slope;              ///< loss_slope()
  bool lecture;              ///< whether the hidden units get the plain error (Backprop::kLecture)
  bool has_bias;
  double* h;           ///< out: the hidden units, H columns
  double* y;           ///< out: the output, one column
  double* error;       ///< out: weight (y - target), one column
  double* delta;       ///< out: the derivative of the loss with respect to z of the output, one column
  std::size_t inputs;  ///< I, 1 .. kMostNetworkInputs
  std::size_t units;   ///< H, 1 .. kMostNetworkUnits
  std::size_t rows;    ///< 1 .. kBlockRows
};

/// kLanes independent streams of xoshiro256** (base/random.hpp), stepped side by side. random_lanes() makes
/// them.
struct RandomLanes {
  std::uint64_t s[4][kLanes];  ///< word w of the state of lane l
};

/// Which units dropout leaves out, and the factor of the others.
struct DropRate {
  std::uint64_t dropped;  ///< of 2^32 draws, in [0, 2^32)
  double kept;            ///< the mask where a unit is kept; it is 0 elsewhere
};

/// The hot loops. kernels_body.cpp is compiled once per instruction set; every level gives the same bits.
///
/// A matrix argument is a block: columns of kBlockRows doubles (block_matrix.hpp). Only its first `packs`
/// packs of kLanes rows are read and written. W is row-major, I inputs x O outputs.
struct Kernels {
  const char* name;

  /// Z = X W + b. x has I columns, z has O columns. bias has O values, or is null for no bias. The sum starts
  /// at the bias and adds the inputs in order.
  void (*affine)(const double* x, const double* weights, const double* bias, double* z, std::size_t inputs,
                 std::size_t outputs, std::size_t packs);
  /// dX = D W'. d has O columns, d_x has I columns. The sum adds the outputs in order.
  void (*affine_transposed)(const double* d, const double* weights, double* d_x, std::size_t inputs,
                            std::size_t outputs, std::size_t packs);
  /// The gradient of a layer's parameters: [1 X]' D, or X' D without a bias. Sums over the rows of the block
  /// in lanes. d_parameters is (I + 1) x O with the biases first, or I x O. It is overwritten.
  void (*parameter_gradient)(const double* x, const double* d, double* d_parameters, std::size_t inputs,
                             std::size_t outputs, bool has_bias, std::size_t packs);
  /// The sum of each of the O columns of d over the rows of the block, in lanes.
  void (*column_sums)(const double* d, double* sums, std::size_t outputs, std::size_t packs);

  /// error = w (output - target) in the first `rows` rows of one column, 0 in the rest of the pack. Returns
  /// the sum of w (output - target)^2. weight has one w per row, or is null for w = 1.
  double (*squared_error)(const double* output, const double* target, const double* weight, double* error,
                          std::size_t rows);
  /// The same with error = w sign(output - target), 0 at 0. Returns the sum of w |output - target|.
  double (*absolute_error)(const double* output, const double* target, const double* weight, double* error,
                           std::size_t rows);
  /// The same with error = w c, where c is e = output - target cut to [-bend, bend]. Returns the sum of w e^2
  /// / 2 where |e| <= bend, else of w bend (|e| - bend / 2).
  double (*huber_error)(const double* output, const double* target, const double* weight, double bend,
                        double* error, std::size_t rows);
  /// The sum of w (-t log y - (1 - t) log(1 - y)) over the first `rows` rows of one column; y = sigmoid(z), t
  /// is the target. It is computed from z, so it is finite for every finite z.
  double (*sigmoid_cross_entropy)(const double* z, const double* target, const double* weight,
                                  std::size_t rows);
  /// The forward and the backward pass through a tail, with the same bits as layer by layer. Returns the sum
  /// of the squared errors.
  double (*sigmoid_tail)(const SigmoidTail& tail);
  /// The forward and the backward pass through a whole network, with the same bits as layer by layer. Returns
  /// the weighted sum of the squared errors.
  double (*sigmoid_network)(const SigmoidNetwork& network);
  /// y = softmax(z) over the O columns of each row. log_sum (one column) is the log of the sum of e^z.
  void (*softmax)(const double* z, double* y, double* log_sum, std::size_t outputs, std::size_t packs);
  /// The sum of -w t log y over the first `rows` rows and the O columns, with the log_sum of softmax().
  double (*softmax_cross_entropy)(const double* z, const double* log_sum, const double* target,
                                  const double* weight, std::size_t outputs, std::size_t rows);

  /// Elementwise, in place, for any n.
  void (*exp)(double* x, std::size_t n);
  void (*log)(double* x, std::size_t n);
  void (*tanh)(double* x, std::size_t n);
  /// cos(pi x)
  void (*cos_pi)(double* x, std::size_t n);
  void (*sigmoid)(double* x, std::size_t n);
  void (*relu)(double* x, std::size_t n);
  /// x for x > 0, else e^x - 1
  void (*elu)(double* x, std::size_t n);
  /// 1.0507... x for x > 0, else 1.0507... * 1.6733... (e^x - 1)
  void (*selu)(double* x, std::size_t n);
  /// log(1 + e^x)
  void (*softplus)(double* x, std::size_t n);
  /// 1 for x > 0, else 0
  void (*step)(double* x, std::size_t n);

  /// d *= f'(z), computed from h = f(z).
  void (*times_sigmoid_slope)(double* d, const double* h, std::size_t n);
  void (*times_tanh_slope)(double* d, const double* h, std::size_t n);
  void (*times_relu_slope)(double* d, const double* h, std::size_t n);
  void (*times_elu_slope)(double* d, const double* h, std::size_t n);
  void (*times_selu_slope)(double* d, const double* h, std::size_t n);
  void (*times_softplus_slope)(double* d, const double* h, std::size_t n);
  /// d becomes its product with the Jacobian of softmax at y: d_j = y_j (d_j - sum over k of d_k y_k), O
  /// columns.
  void (*times_softmax_slope)(double* d, const double* y, std::size_t outputs, std::size_t packs);

  /// sum += x
  void (*add)(double* sum, const double* x, std::size_t n);
  /// y = a * x
  void (*scale)(double* y, double a, const double* x, std::size_t n);
  /// y += a * x
  void (*add_scaled)(double* y, double a, const double* x, std::size_t n);
  /// Draws dropout masks of `units` columns, unit by unit and in each by pairs of packs. Lane l draws 64 bits
  /// for a pair: the upper 32 are for row l of the first pack, the lower 32 for row l of the second one. A
  /// draw below rate.dropped gives 0, another one rate.kept. An odd number of packs is rounded up.
  void (*draw_masks)(RandomLanes& random, const DropRate& rate, double* masks, std::size_t units,
                     std::size_t packs);

  /// y = x masks, `units` columns. y may be x.
  void (*apply_masks)(const double* masks, const double* x, double* y, std::size_t units, std::size_t packs);

  /// y *= x
  void (*multiply)(double* y, const double* x, std::size_t n);
  /// The sum of x y; lane i % kLanes adds element i.
  double (*dot)(const double* x, const double* y, std::size_t n);

  /// The steps of the optimizers for a gradient g, see optimizer.hpp.
  /// v = mu v + g; x -= a v, or with nesterov x -= a (g + mu v)
  void (*momentum_step)(double* x, double* v, const double* g, double a, double mu, bool nesterov,
                        std::size_t n);
  /// m = 0.9 m + 0.1 g; s = 0.999 s + 0.001 g^2; x -= a m / (root * sqrt(s) + 1e-8)
  void (*adam_step)(double* x, double* m, double* s, const double* g, double a, double root, std::size_t n);
  /// step grows if g has the sign of `before` and shrinks if the sign changed. before = g, or 0 if the sign
  /// changed. x -= step sign(before)
  void (*rprop_step)(double* x, double* step, double* before, const double* g, std::size_t n);

  /// Measures the speed of this processor: `rounds` rounds of independent multiply-adds x = x / 2 + 1 in
  /// registers. Returns the number of multiply-adds. `lanes` (kLanes numbers) has the start values and gets
  /// the results.
  std::size_t (*fma_probe)(double* lanes, std::size_t rounds);
  /// The sigmoid by code that never changes, in place: what the speed of others is measured by.
  void (*sigmoid_probe)(double* x, std::size_t n);
};

}  // namespace nntrain
