#pragma once

#include <cstddef>

namespace nntrain {

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
  /// dW = X' D, summed over the block's rows in lanes: d_weights is I x O, overwritten.
  void (*outer_product)(const double* x, const double* d, double* d_weights, std::size_t inputs,
                        std::size_t outputs, std::size_t packs);
  /// The sums of d's O columns over the block's rows in lanes.
  void (*column_sums)(const double* d, double* sums, std::size_t outputs, std::size_t packs);

  /// error = output - target in the first `rows` rows of one column, 0 up to the end of the pack; returns the
  /// sum of the squares.
  double (*squared_error)(const double* output, const double* target, double* error, std::size_t rows);
  /// How many of the first `rows` rows have output and target on the same side of 0.5.
  std::size_t (*count_correct)(const double* output, const double* target, std::size_t rows);

  /// Elementwise, in place, any n.
  void (*exp)(double* x, std::size_t n);
  void (*log)(double* x, std::size_t n);
  void (*tanh)(double* x, std::size_t n);
  void (*sigmoid)(double* x, std::size_t n);
  void (*relu)(double* x, std::size_t n);

  /// d *= f'(z), told by h = f(z).
  void (*times_sigmoid_slope)(double* d, const double* h, std::size_t n);
  void (*times_tanh_slope)(double* d, const double* h, std::size_t n);
  void (*times_relu_slope)(double* d, const double* h, std::size_t n);

  /// sum += x
  void (*add)(double* sum, const double* x, std::size_t n);
  /// y = a * x
  void (*scale)(double* y, double a, const double* x, std::size_t n);
  /// y += a * x
  void (*add_scaled)(double* y, double a, const double* x, std::size_t n);
};

}  // namespace nntrain
