// The last two layers of the lecture's network in one loop. Only kernels_body.cpp includes this file, once
// per instruction set, inside its own namespace, after Lanes and elementary_body.hpp.

// Works on two packs: z_next becomes sigmoid(z_next) for the hidden units of the next one, and h, the hidden
// units of the current one, goes through the output and back. The two are independent, so the divisions of
// one overlap with the other work. They are parameters because compilers use restrict best there. z_next is
// null for the last pack; the others are null before the first.
template <Size Units, bool Lecture, bool HasNext, bool HasNow>
inline void tail_step(double* __restrict z_next, const double* __restrict h, const double* __restrict target,
                      const double* __restrict weights, double bias, double slope, Size rows,
                      double* __restrict d_hidden, double* __restrict d_output, double* __restrict squares) {
  double w[Units];
  for (Size j = 0; j < Units; ++j) w[j] = weights[j];
  NNTRAIN_VECTOR
  for (Size l = 0; l < kLanes; ++l) {
    if constexpr (HasNext) {
      NNTRAIN_UNROLL
      for (Size j = 0; j < Units; ++j) z_next[j * kBlockRows + l] = sigmoid_of(z_next[j * kBlockRows + l]);
    }
    if constexpr (HasNow) {
      double z = bias;
      NNTRAIN_UNROLL
      for (Size j = 0; j < Units; ++j) z = fma(h[j * kBlockRows + l], w[j], z);
      const double y = sigmoid_of(z);
      const double error = l < rows ? y - target[l] : 0.0;
      squares[l] = fma(error, error, squares[l]);
      const double delta = slope * error * fma(-y, y, y);
      d_output[l] = delta;
      const double handed = Lecture ? error : delta;
      NNTRAIN_UNROLL
      for (Size j = 0; j < Units; ++j) {
        const double h_j = h[j * kBlockRows + l];
        d_hidden[j * kBlockRows + l] = fma(handed, w[j], 0.0) * fma(-h_j, h_j, h_j);
      }
    }
  }
}

template <Size Units, bool Lecture>
inline double tail_of_units(const SigmoidTail& t) {
  Lanes squares = {};
  tail_step<Units, Lecture, true, false>(t.h, nullptr, nullptr, t.weights, t.bias, t.slope, t.rows, nullptr,
                                         nullptr, squares.v);
  Size row = 0;
  for (; row + kLanes < t.rows; row += kLanes) {
    tail_step<Units, Lecture, true, true>(t.h + row + kLanes, t.h + row, t.target + row, t.weights, t.bias,
                                          t.slope, t.rows - row, t.d_hidden + row, t.d_output + row,
                                          squares.v);
  }
  tail_step<Units, Lecture, false, true>(nullptr, t.h + row, t.target + row, t.weights, t.bias, t.slope,
                                         t.rows - row, t.d_hidden + row, t.d_output + row, squares.v);
  return total(squares);
}

template <Size Units>
inline double tail_of(const SigmoidTail& tail) {
  if constexpr (Units > 0) {
    if (tail.units < Units) return tail_of<Units - 1>(tail);
    return tail.lecture ? tail_of_units<Units, true>(tail) : tail_of_units<Units, false>(tail);
  }
  return 0.0;
}

double sigmoid_tail(const SigmoidTail& tail) {
  return tail_of<kMostTailUnits>(tail);
}
