// Sigmoid units with few inputs. Only kernels_body.cpp includes this file, once per instruction set, inside
// its own namespace, after wide_body.hpp and product_body.hpp.

// Below this size of x, sigmoid_of() needs no comparison. sigmoid_of_negated() takes up to 700; the rest is
// for rounding, and for the lower halves that are not compared.
constexpr double kSigmoidRange = 600.0;

// The upper half of the largest |x| of `rows` rows, as an integer. It is above all numbers if there is a NaN.
template <Size Inputs>
inline double largest_input(const double* x, Size rows) {
  WideHalves largest = {};
  for (Size r = 0; r < rows; r += kWide) {
    NNTRAIN_UNROLL
    for (Size i = 0; i < Inputs; ++i) {
      const WideBits size = (WideBits)wide_at(x + i * kBlockRows + r) & 0x7fffffff00000000ULL;
      largest = (WideHalves)size > largest ? (WideHalves)size : largest;
    }
  }
  int most = 0;
  for (Size l = 0; l < 2 * kWide; ++l) most = largest[l] > most ? largest[l] : most;
  return from_bits(static_cast<Bits>(most) << 32U);
}

// Whether [1 x] P is in kSigmoidRange for all x of `inputs` numbers up to `largest`. P has n numbers.
inline bool is_in_range(const double* parameters, Size n, Size inputs, double largest) {
  Bits most = 0;
  for (Size i = 0; i < n; ++i) {
    const Bits size = bits(parameters[i]) & 0x7fffffffffffffffULL;
    most = size > most ? size : most;
  }
  return from_bits(most) * fma(static_cast<double>(inputs), largest, 1.0) <= kSigmoidRange;
}

inline void sigmoid_column(double* z, Size rows) {
  for (Size r = 0; r < rows; ++r) z[r] = sigmoid_of(z[r]);
}

// h = sigmoid(x w + bias), one unit. The pointers are parameters because compilers use restrict best there.
template <Size Inputs, bool InRange>
inline void sigmoid_unit(const double* __restrict x, const double* __restrict weights, Size stride,
                         double bias, double* __restrict h, Size rows) {
  double w[Inputs];
  for (Size i = 0; i < Inputs; ++i) w[i] = weights[i * stride];
  for (Size r = 0; r < rows; ++r) {
    double z = bias;
    NNTRAIN_UNROLL
    for (Size i = 0; i < Inputs; ++i) z = fma(x[i * kBlockRows + r], w[i], z);
    h[r] = InRange ? sigmoid_of_negated(-z) : sigmoid_of(z);
  }
}

template <Size Inputs>
__attribute__((noinline)) void sigmoid_units(const double* x, const double* parameters, bool has_bias,
                                             double* h, Size units, Size rows, bool in_range) {
  const double* const weights = parameters + (has_bias ? units : 0);
  for (Size j = 0; j < units; ++j) {
    const double bias = has_bias ? parameters[j] : 0.0;
    if (in_range) {
      sigmoid_unit<Inputs, true>(x, weights + j, units, bias, h + j * kBlockRows, rows);
    } else {
      sigmoid_unit<Inputs, false>(x, weights + j, units, bias, h + j * kBlockRows, rows);
    }
  }
}

// One sigmoid unit of `inputs` inputs that are themselves sigmoids.
template <Size Inputs>
inline void output_unit(const double* x, const double* parameters, bool has_bias, double* y, Size inputs,
                        Size rows) {
  if constexpr (Inputs == 0) {
    product(x, {parameters + (has_bias ? 1 : 0), 1, 1}, has_bias ? parameters : nullptr, y, inputs, 1,
            rows / kLanes);
    sigmoid_column(y, rows);
  } else if (inputs == Inputs) {
    const bool in_range = is_in_range(parameters, inputs + (has_bias ? 1 : 0), inputs, 1.0);
    sigmoid_units<Inputs>(x, parameters, has_bias, y, 1, rows, in_range);
  } else {
    output_unit<Inputs - 1>(x, parameters, has_bias, y, inputs, rows);
  }
}
