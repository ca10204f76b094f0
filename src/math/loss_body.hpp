// Losses and softmax over the rows of a block. Only kernels_body.cpp includes this file, once per instruction
// set, inside its own namespace, after Lanes and elementary_body.hpp.

inline double weight_of(const double* weight, Size row) {
  return weight != nullptr ? weight[row] : 1.0;
}

double squared_error(const double* output, const double* target, const double* weight, double* error,
                     Size rows) {
  for (Size r = 0; r < rows; ++r) error[r] = output[r] - target[r];
  for (Size r = rows; r % kLanes != 0; ++r) error[r] = 0.0;
  Lanes sum = {};
  if (weight == nullptr) {
    for (Size p = 0; p * kLanes < rows; ++p) multiply_add(sum, error + p * kLanes, error + p * kLanes);
    return total(sum);
  }
  for (Size r = 0; r < rows; ++r) {
    const double weighted = weight[r] * error[r];
    sum.v[r % kLanes] = fma(weighted, error[r], sum.v[r % kLanes]);
    error[r] = weighted;
  }
  return total(sum);
}

double absolute_error(const double* output, const double* target, const double* weight, double* error,
                      Size rows) {
  Lanes sum = {};
  for (Size r = 0; r < rows; ++r) {
    const double e = output[r] - target[r];
    const double sign = e > 0.0 ? 1.0 : e < 0.0 ? -1.0 : e;  // 0 and NaN stay
    const double weighted = weight_of(weight, r) * sign;
    sum.v[r % kLanes] = fma(weighted, e, sum.v[r % kLanes]);
    error[r] = weighted;
  }
  for (Size r = rows; r % kLanes != 0; ++r) error[r] = 0.0;
  return total(sum);
}

// With c = e cut to [-bend, bend], both branches of Huber's loss are c (e - c / 2), and c is its slope.
double huber_error(const double* output, const double* target, const double* weight, double bend,
                   double* error, Size rows) {
  Lanes sum = {};
  for (Size r = 0; r < rows; ++r) {
    const double e = output[r] - target[r];
    const double cut = e > bend ? bend : e < -bend ? -bend : e;
    const double weighted = weight_of(weight, r) * cut;
    sum.v[r % kLanes] = fma(weighted, fma(-0.5, cut, e), sum.v[r % kLanes]);
    error[r] = weighted;
  }
  for (Size r = rows; r % kLanes != 0; ++r) error[r] = 0.0;
  return total(sum);
}

// log(1 + e^z) - t z; the large terms cancel first. For log(1 + u), w = 1 + u is rounded, and the factor u /
// (w - 1) corrects for that (Goldberg, "What every computer scientist should know about floating-point
// arithmetic", 1991, theorem 4).
inline double softplus_minus(double z, double t) {
  const double u = exp_of(z < 0.0 ? z : -z);
  const double w = 1.0 + u;
  const double log1p = w == 1.0 ? u : log_of(w) * (u / (w - 1.0));
  const double positive = z < 0.0 ? 0.0 : z;
  return fma(-t, z, positive) + log1p;
}

double sigmoid_cross_entropy(const double* z, const double* target, const double* weight, Size rows) {
  Lanes sum = {};
  double value[kBlockRows];
  for (Size r = 0; r < rows; ++r) value[r] = softplus_minus(z[r], target[r]);
  for (Size r = 0; r < rows; ++r) {
    sum.v[r % kLanes] = fma(weight_of(weight, r), value[r], sum.v[r % kLanes]);
  }
  return total(sum);
}

void softmax(const double* z, double* y, double* log_sum, Size outputs, Size packs) {
  for (Size p = 0; p < packs; ++p) {
    const double* const z_p = z + p * kLanes;
    double* const y_p = y + p * kLanes;
    Lanes most;
    for (Size l = 0; l < kLanes; ++l) most.v[l] = z_p[l];
    for (Size o = 1; o < outputs; ++o) {
      for (Size l = 0; l < kLanes; ++l) {
        const double z_o = z_p[o * kBlockRows + l];
        most.v[l] = z_o > most.v[l] ? z_o : most.v[l];
      }
    }
    Lanes sum = {};
    for (Size o = 0; o < outputs; ++o) {
      for (Size l = 0; l < kLanes; ++l) {
        const double e = exp_of(z_p[o * kBlockRows + l] - most.v[l]);
        y_p[o * kBlockRows + l] = e;
        sum.v[l] += e;
      }
    }
    for (Size l = 0; l < kLanes; ++l) log_sum[p * kLanes + l] = most.v[l] + log_of(sum.v[l]);
    for (Size o = 0; o < outputs; ++o) {
      for (Size l = 0; l < kLanes; ++l) y_p[o * kBlockRows + l] /= sum.v[l];
    }
  }
}

double softmax_cross_entropy(const double* z, const double* log_sum, const double* target,
                             const double* weight, Size outputs, Size rows) {
  double value[kBlockRows];
  for (Size r = 0; r < rows; ++r) value[r] = 0.0;
  for (Size o = 0; o < outputs; ++o) {
    for (Size r = 0; r < rows; ++r) {
      const Size at = o * kBlockRows + r;
      value[r] = fma(target[at], log_sum[r] - z[at], value[r]);
    }
  }
  Lanes sum = {};
  for (Size r = 0; r < rows; ++r) {
    sum.v[r % kLanes] = fma(weight_of(weight, r), value[r], sum.v[r % kLanes]);
  }
  return total(sum);
}

void times_softmax_slope(double* d, const double* y, Size outputs, Size packs) {
  for (Size p = 0; p < packs; ++p) {
    Lanes sum = {};
    for (Size o = 0; o < outputs; ++o) {
      const Size at = o * kBlockRows + p * kLanes;
      for (Size l = 0; l < kLanes; ++l) sum.v[l] = fma(d[at + l], y[at + l], sum.v[l]);
    }
    for (Size o = 0; o < outputs; ++o) {
      const Size at = o * kBlockRows + p * kLanes;
      for (Size l = 0; l < kLanes; ++l) d[at + l] = y[at + l] * (d[at + l] - sum.v[l]);
    }
  }
}
