// The lecture's network, forward and backward. Only kernels_body.cpp includes this file, once per instruction
// set, inside its own namespace, after gradient_body.hpp and sigmoid_units_body.hpp.
//
// With few inputs, sigmoids take most of the time. So X W is computed where its sigmoids are, and the deltas
// of the hidden units where their gradient is. Neither is stored.

// delta = slope error y (1 - y). Returns the sum of delta.
inline double output_delta(const double* __restrict y, const double* __restrict error, double slope,
                           double* __restrict delta, Size rows) {
  Lanes sums;
  for (Size part = 0; part < kLanes; part += kWide) {
    Wide sum = wide_of(0.0);
    for (Size r = part; r < rows; r += kLanes) {
      const Wide y_r = wide_at(y + r);
      const Wide delta_r = wide_of(slope) * wide_at(error + r) * fma(-y_r, y_r, y_r);
      __builtin_memcpy(delta + r, &delta_r, sizeof delta_r);
      sum += delta_r;
    }
    __builtin_memcpy(sums.v + part, &sum, sizeof sum);
  }
  return total(sums);
}

// Two hidden units at a time share loads, if their sums fit in the registers.
#if defined(__clang__)
constexpr Size kMostInputsOfPairs = 0;
#else
constexpr Size kMostInputsOfPairs = 4;
#endif

// The sums over the rows for Units hidden units from unit j on: of their delta, of x[i] delta, and last of h
// times the delta of the output.
template <Size Inputs, Size Units>
inline void unit_sums(const SigmoidNetwork& net, const double* w, Size j, Size packs,
                      Wide (*sums)[Units][Inputs + 2]) {
  const double* const handed = net.lecture ? net.error : net.delta;
  for (Size part = 0; part < kLanes; part += kWide) {
    Wide sum[Units][Inputs + 2];
    Wide wide_w[Units];
    NNTRAIN_UNROLL
    for (Size k = 0; k < Units; ++k) {
      wide_w[k] = wide_of(w[j + k]);
      NNTRAIN_UNROLL
      for (Size i = 0; i < Inputs + 2; ++i) sum[k][i] = wide_of(0.0);
    }
    for (Size r = part; r < packs * kLanes; r += kLanes) {
      const Wide back = wide_at(handed + r);
      NNTRAIN_UNROLL
      for (Size k = 0; k < Units; ++k) {
        const Wide h = wide_at(net.h + (j + k) * kBlockRows + r);
        const Wide delta = fma(back, wide_w[k], wide_of(0.0)) * fma(-h, h, h);
        sum[k][0] += delta;
        NNTRAIN_UNROLL
        for (Size i = 0; i < Inputs; ++i) {
          sum[k][1 + i] = fma(wide_at(net.x + i * kBlockRows + r), delta, sum[k][1 + i]);
        }
        sum[k][1 + Inputs] = fma(h, wide_at(net.delta + r), sum[k][1 + Inputs]);
      }
    }
    NNTRAIN_UNROLL
    for (Size k = 0; k < Units; ++k) {
      NNTRAIN_UNROLL
      for (Size i = 0; i < Inputs + 2; ++i) sums[part / kWide][k][i] = sum[k][i];
    }
  }
}

// The gradient of the parameters into and out of Units hidden units from unit j on.
template <Size Inputs, Size Units>
__attribute__((noinline)) void unit_gradient(const SigmoidNetwork& net, const double* w, Size j, Size packs,
                                             double* out) {
  Wide sums[kParts][Units][Inputs + 2];
  unit_sums<Inputs, Units>(net, w, j, packs, sums);
  constexpr Size kSums = Units * (Inputs + 2);
  double totals[Units][Inputs + 2];
  put_totals<kSums>(&sums[0][0][0], kSums, &totals[0][0], 1);
  const Size biases = net.has_bias ? 1 : 0;
  for (Size k = 0; k < Units; ++k) {
    double* column = net.gradient + j + k;
    for (Size i = 1 - biases; i <= Inputs; ++i, column += net.units) *column = totals[k][i];
    out[j + k] = totals[k][Inputs + 1];
  }
}

template <Size Inputs>
inline double sigmoid_network_of(const SigmoidNetwork& net) {
  const Size packs = (net.rows + kLanes - 1) / kLanes;
  const Size rows = packs * kLanes;
  const Size biases = net.has_bias ? 1 : 0;
  const Size of_hidden = (Inputs + biases) * net.units;
  const double* const w_out = net.parameters + of_hidden + biases;
  double* const d_out = net.gradient + of_hidden + biases;
  const bool in_range = is_in_range(net.parameters, of_hidden, Inputs, largest_input<Inputs>(net.x, rows));
  sigmoid_units<Inputs>(net.x, net.parameters, net.has_bias, net.h, net.units, rows, in_range);
  output_unit<kMostTailUnits>(net.h, w_out - biases, net.has_bias, net.y, net.units, rows);
  const double squares = squared_error(net.y, net.target, net.weight, net.error, net.rows);
  const double d_bias = output_delta(net.y, net.error, net.slope, net.delta, rows);
  if (net.has_bias) d_out[-1] = d_bias;
  constexpr Size kTogether = Inputs <= kMostInputsOfPairs ? 2 : 1;
  Size j = 0;
  for (; j + kTogether <= net.units; j += kTogether) {
    unit_gradient<Inputs, kTogether>(net, w_out, j, packs, d_out);
  }
  for (; j < net.units; ++j) unit_gradient<Inputs, 1>(net, w_out, j, packs, d_out);
  return squares;
}

template <Size Inputs>
inline double sigmoid_network_for(const SigmoidNetwork& net) {
  if constexpr (Inputs > 0) {
    if (net.inputs < Inputs) return sigmoid_network_for<Inputs - 1>(net);
    return sigmoid_network_of<Inputs>(net);
  }
  return 0.0;
}

double sigmoid_network(const SigmoidNetwork& net) {
  return sigmoid_network_for<kMostNetworkInputs>(net);
}
