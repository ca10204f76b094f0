// The steps of the optimizers, elementwise. Only kernels_body.cpp includes this file, once per instruction
// set, inside its own namespace.

void momentum_step(double* __restrict x, double* __restrict v, const double* __restrict g, double a,
                   double mu, bool nesterov, Size n) {
  for (Size i = 0; i < n; ++i) {
    v[i] = fma(mu, v[i], g[i]);
    x[i] = fma(-a, nesterov ? fma(mu, v[i], g[i]) : v[i], x[i]);
  }
}

void adam_step(double* __restrict x, double* __restrict m, double* __restrict s, const double* __restrict g,
               double a, double root, Size n) {
  constexpr double kBeta1 = 0.9;
  constexpr double kBeta2 = 0.999;
  constexpr double kEpsilon = 1e-8;
  for (Size i = 0; i < n; ++i) {
    m[i] = fma(kBeta1, m[i], (1.0 - kBeta1) * g[i]);
    s[i] = fma(kBeta2, s[i], (1.0 - kBeta2) * (g[i] * g[i]));
    x[i] -= a * m[i] / fma(__builtin_sqrt(s[i]), root, kEpsilon);
  }
}

void rprop_step(double* __restrict x, double* __restrict step, double* __restrict before,
                const double* __restrict g, Size n) {
  constexpr double kGrow = 1.2;
  constexpr double kShrink = 0.5;
  constexpr double kShortest = 1e-6;
  constexpr double kLongest = 50.0;
  for (Size i = 0; i < n; ++i) {
    const double turn = g[i] * before[i];
    const double longer = step[i] * kGrow < kLongest ? step[i] * kGrow : kLongest;
    const double shorter = step[i] * kShrink > kShortest ? step[i] * kShrink : kShortest;
    step[i] = turn > 0.0 ? longer : turn < 0.0 ? shorter : step[i];
    before[i] = turn < 0.0 ? 0.0 : g[i];
    x[i] -= before[i] > 0.0 ? step[i] : before[i] < 0.0 ? -step[i] : 0.0;
  }
}
