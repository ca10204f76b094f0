#pragma once

#include <cstddef>

namespace nntrain {

/// The most hidden units of a SigmoidTail.
inline constexpr std::size_t kMostTailUnits = 8;

/// The last two layers of a network like the lecture's: up to kMostTailUnits sigmoid units, then one sigmoid
/// that is to learn `target` by squared errors. Pointers are to the columns of a block.
struct SigmoidTail {
  const double* target;   ///< one column
  const double* weights;  ///< of the output, H
  double bias;            ///< of the output
  double slope;           ///< loss_slope()
  bool lecture;           ///< whether the error itself is handed down (Backprop::kLecture)
  double* h;              ///< z of the hidden units, H columns; becomes sigmoid(z)
  double* d_hidden;       ///< becomes the loss's derivative with respect to z, H columns
  double* d_output;       ///< becomes that with respect to the output's z, one column
  std::size_t units;      ///< H, 1 .. kMostTailUnits
  std::size_t rows;       ///< at least 1
};

/// The hot loops, compiled once per instruction set from kernels_body.cpp; every level gives the same bits.
///
/// A "block" argument is column after column of kBlockRows doubles (block_matrix.hpp); only its first `packs`
/// packs of kLanes rows are read and written. W is row-major, inputs x outputs. I and O are counts of
/// columns.
struct Kernels {
  const char* name;

  /// Z = X W + b: x is I columns, z is O columns. bias has O values, or is null for none. Terms are added to
  /// the bias in the order of the inputs.
  void (*affine)(const double* x, const double* weights, const double* bias, double* z, std::size_t inputs,
                 std::size_t outputs, std::size_t packs);
  /// dX = D W': d is O columns, d_x is I columns. Terms are added in the order of the outputs.
  void (*affine_transposed)(const double* d, const double* weights, double* d_x, std::size_t inputs,
                            std::size_t outputs, std::size_t packs);
  /// The gradient of a layer's parameters, [1 X]' D, or X' D without a bias: summed over the block's rows in
  /// lanes. d_parameters is (I + 1) x O, the biases first, or I x O; overwritten.
  void (*parameter_gradient)(const double* x, const double* d, double* d_parameters, std::size_t inputs,
                             std::size_t outputs, bool has_bias, std::size_t packs);
  /// The sums of d's O columns over the block's rows in lanes.
  void (*column_sums)(const double* d, double* sums, std::size_t outputs, std::size_t packs);

  /// error = w (output - target) in the first `rows` rows of one column, 0 up to the end of the pack; returns
  /// the sum of w (output - target)^2. weight is one w for each row, or null for 1.
  double (*squared_error)(const double* output, const double* target, const double* weight, double* error,
                          std::size_t rows);
  /// The sum of w (-t log y - (1 - t) log(1 - y)) over the first `rows` rows of one column, where y =
  /// sigmoid(z) and t is the target: from z, so that it is finite for every finite z.
  double (*sigmoid_cross_entropy)(const double* z, const double* target, const double* weight,
                                  std::size_t rows);
  /// Forward through a tail and back to its z, the same bits as layer by layer; returns the sum of the
  /// squared errors.
  double (*sigmoid_tail)(const SigmoidTail& tail);
  /// y = softmax(z) over O columns, row by row; log_sum (one column) = log of the sum of e^z.
  void (*softmax)(const double* z, double* y, double* log_sum, std::size_t outputs, std::size_t packs);
  /// The sum of w times the sum over the O columns of -t log y, after softmax().
  double (*softmax_cross_entropy)(const double* z, const double* log_sum, const double* target,
                                  const double* weight, std::size_t outputs, std::size_t rows);

  /// Elementwise, in place, any n.
  void (*exp)(double* x, std::size_t n);
  void (*log)(double* x, std::size_t n);
  void (*tanh)(double* x, std::size_t n);
  void (*sigmoid)(double* x, std::size_t n);
  void (*relu)(double* x, std::size_t n);
  /// x where x > 0, else e^x - 1
  void (*elu)(double* x, std::size_t n);
  /// 1.0507... times x where x > 0, else 1.6733... (e^x - 1)
  void (*selu)(double* x, std::size_t n);
  /// log(1 + e^x)
  void (*softplus)(double* x, std::size_t n);
  /// 1 where x > 0, else 0
  void (*step)(double* x, std::size_t n);

  /// d *= f'(z), told by h = f(z).
  void (*times_sigmoid_slope)(double* d, const double* h, std::size_t n);
  void (*times_tanh_slope)(double* d, const double* h, std::size_t n);
  void (*times_relu_slope)(double* d, const double* h, std::size_t n);
  void (*times_elu_slope)(double* d, const double* h, std::size_t n);
  void (*times_selu_slope)(double* d, const double* h, std::size_t n);
  void (*times_softplus_slope)(double* d, const double* h, std::size_t n);
  /// d *= the Jacobian of softmax at y: d_j = y_j (d_j - sum over k of d_k y_k), over O columns.
  void (*times_softmax_slope)(double* d, const double* y, std::size_t outputs, std::size_t packs);

  /// sum += x
  void (*add)(double* sum, const double* x, std::size_t n);
  /// y = a * x
  void (*scale)(double* y, double a, const double* x, std::size_t n);
  /// y += a * x
  void (*add_scaled)(double* y, double a, const double* x, std::size_t n);
  /// y *= x
  void (*multiply)(double* y, const double* x, std::size_t n);
  /// The sum of x y, element i in lane i % kLanes.
  double (*dot)(const double* x, const double* y, std::size_t n);

  /// Steps of optimisers along a gradient g; see optimizer.hpp for what they mean.
  /// v = mu v + g; x -= a v, or with nesterov x -= a (g + mu v)
  void (*momentum_step)(double* x, double* v, const double* g, double a, double mu, bool nesterov,
                        std::size_t n);
  /// m = 0.9 m + 0.1 g; s = 0.999 s + 0.001 g^2; x -= a m / (root * sqrt(s) + 1e-8)
  void (*adam_step)(double* x, double* m, double* s, const double* g, double a, double root, std::size_t n);
  /// step grows where g keeps the sign of `before` and shrinks where it changes; before = g, or 0 where the
  /// sign changed; x -= step sign(before)
  void (*rprop_step)(double* x, double* step, double* before, const double* g, std::size_t n);

  /// For measuring what this processor can do: `rounds` rounds of independent multiply-adds x = x / 2 + 1 in
  /// registers. Returns how many those were. `lanes` (kLanes numbers) is where they start and end.
  std::size_t (*fma_probe)(double* lanes, std::size_t rounds);
};

}  // namespace nntrain
