// Loops over vectors of any length: elementwise functions, dot and the steps of optimizers.

#include <algorithm>
#include <cmath>
#include <vector>

#include "math/kernels.hpp"
#include "math/random_values.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

using Vector = std::vector<double>;

const std::vector<std::size_t> kLengths = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 100, 257};

/// Calls check(level, n, random) for every level and length.
template <typename F>
void for_all(const F& check) {
  for (const Kernels* const level : supported_kernels()) {
    for (const std::size_t n : kLengths) {
      CAPTURE(level->name, n);
      RandomStream random(n, RandomPurpose::kStart);
      check(*level, n, random);
    }
  }
}

/// Random values, some of them exactly 0.
Vector with_zeros(std::size_t n, RandomStream& random) {
  Vector values = random_vector(n, random);
  for (std::size_t i = 2; i < n; i += 5) values[i] = i % 2 == 0 ? 0.0 : -0.0;
  return values;
}

/// Compares `kernel` on y with `twin` on each element of y.
template <typename F, typename G>
void check_elementwise(const Vector& y, const F& kernel, const G& twin) {
  Vector out = y;
  kernel(out.data(), y.size());
  for (std::size_t i = 0; i < y.size(); ++i) REQUIRE(out[i] == twin(i));
}

}  // namespace

TEST_CASE("relu and step are their naive twins") {
  for_all([](const Kernels& level, std::size_t n, RandomStream& random) {
    const Vector x = with_zeros(n, random);
    check_elementwise(x, level.relu, [&](std::size_t i) { return x[i] > 0 ? x[i] : 0; });
    check_elementwise(x, level.step, [&](std::size_t i) { return x[i] > 0 ? 1.0 : 0; });
  });
}

TEST_CASE("the slopes of activations are their naive twins, bit for bit") {
  for_all([](const Kernels& level, std::size_t n, RandomStream& random) {
    const Vector d = random_vector(n, random);
    const Vector h = with_zeros(n, random);
    const auto with_h = [&](auto kernel) {
      return [&h, kernel](double* values, std::size_t size) { kernel(values, h.data(), size); };
    };
    check_elementwise(d, with_h(level.times_sigmoid_slope),
                      [&](std::size_t i) { return d[i] * (h[i] * (1 - h[i])); });
    check_elementwise(d, with_h(level.times_tanh_slope),
                      [&](std::size_t i) { return d[i] * std::fma(-h[i], h[i], 1); });
    check_elementwise(d, with_h(level.times_relu_slope), [&](std::size_t i) { return h[i] > 0 ? d[i] : 0; });
    check_elementwise(d, with_h(level.times_elu_slope),
                      [&](std::size_t i) { return d[i] * (h[i] > 0 ? 1 : h[i] + 1); });
    check_elementwise(d, with_h(level.times_selu_slope), [&](std::size_t i) {
      return d[i] * (h[i] > 0 ? 1.0507009873554805 : h[i] + 1.7580993408473769);
    });
    Vector positive = h;
    for (double& value : positive) value = std::abs(value);
    check_elementwise(
        d,
        [&](double* values, std::size_t size) { level.times_softplus_slope(values, positive.data(), size); },
        [&](std::size_t i) {
          double minus_slope = -positive[i];  // e^-h - 1
          level.elu(&minus_slope, 1);
          return d[i] * -minus_slope;
        });
  });
}

TEST_CASE("sums and products of vectors are their naive twins, bit for bit") {
  for_all([](const Kernels& level, std::size_t n, RandomStream& random) {
    const Vector x = random_vector(n, random);
    const Vector y = random_vector(n, random);
    const double a = random.uniform();
    check_elementwise(
        y, [&](double* out, std::size_t size) { level.add(out, x.data(), size); },
        [&](std::size_t i) { return y[i] + x[i]; });
    check_elementwise(
        y, [&](double* out, std::size_t size) { level.scale(out, a, x.data(), size); },
        [&](std::size_t i) { return a * x[i]; });
    check_elementwise(
        y, [&](double* out, std::size_t size) { level.add_scaled(out, a, x.data(), size); },
        [&](std::size_t i) { return std::fma(a, x[i], y[i]); });
    check_elementwise(
        y, [&](double* out, std::size_t size) { level.multiply(out, x.data(), size); },
        [&](std::size_t i) { return y[i] * x[i]; });
    CHECK(level.dot(x.data(), y.data(), n) ==
          lane_sum(n, [&](std::size_t i, double lane) { return std::fma(x[i], y[i], lane); }));
  });
}

TEST_CASE("dot of a vector with itself is its square") {
  const Vector x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  for (const Kernels* const level : supported_kernels()) CHECK(level->dot(x.data(), x.data(), 10) == 385);
}

TEST_CASE("momentum_step is its naive twin over several steps, bit for bit") {
  for_all([](const Kernels& level, std::size_t n, RandomStream& random) {
    for (const bool nesterov : {false, true}) {
      Vector x = random_vector(n, random);
      Vector v(n);
      Vector twin_x = x;
      Vector twin_v = v;
      for (int step = 0; step < 3; ++step) {
        const Vector g = random_vector(n, random);
        level.momentum_step(x.data(), v.data(), g.data(), 0.01, 0.9, nesterov, n);
        for (std::size_t i = 0; i < n; ++i) {
          twin_v[i] = std::fma(0.9, twin_v[i], g[i]);
          const double along = nesterov ? std::fma(0.9, twin_v[i], g[i]) : twin_v[i];
          twin_x[i] = std::fma(-0.01, along, twin_x[i]);
        }
      }
      CHECK(x == twin_x);
      CHECK(v == twin_v);
    }
  });
}

TEST_CASE("adam_step is its naive twin over several steps, bit for bit") {
  for_all([](const Kernels& level, std::size_t n, RandomStream& random) {
    Vector x = random_vector(n, random);
    Vector m(n);
    Vector s(n);
    Vector twin_x = x;
    Vector twin_m = m;
    Vector twin_s = s;
    for (int step = 0; step < 3; ++step) {
      const Vector g = with_zeros(n, random);
      const double root = 1 + random.uniform();
      level.adam_step(x.data(), m.data(), s.data(), g.data(), 0.01, root, n);
      for (std::size_t i = 0; i < n; ++i) {
        twin_m[i] = std::fma(0.9, twin_m[i], (1 - 0.9) * g[i]);
        twin_s[i] = std::fma(0.999, twin_s[i], (1 - 0.999) * (g[i] * g[i]));
        twin_x[i] -= 0.01 * twin_m[i] / std::fma(std::sqrt(twin_s[i]), root, 1e-8);
      }
    }
    CHECK(x == twin_x);
    CHECK(m == twin_m);
    CHECK(s == twin_s);
  });
}

TEST_CASE("rprop_step is its naive twin until steps are at their shortest and longest, bit for bit") {
  for_all([](const Kernels& level, std::size_t n, RandomStream& random) {
    Vector x = random_vector(n, random);
    Vector length(n, 0.1);
    Vector before(n);
    Vector twin_x = x;
    Vector twin_length = length;
    Vector twin_before = before;
    for (int step = 0; step < 40; ++step) {
      Vector g = with_zeros(n, random);
      if (n > 0) g[0] = 1;                           // its step grows to 50
      if (n > 1) g[1] = step / 2 % 2 == 0 ? 1 : -1;  // its step shrinks
      level.rprop_step(x.data(), length.data(), before.data(), g.data(), n);
      for (std::size_t i = 0; i < n; ++i) {
        if (g[i] * twin_before[i] > 0) {
          twin_length[i] = std::min(1.2 * twin_length[i], 50.0);
        } else if (g[i] * twin_before[i] < 0) {
          twin_length[i] = std::max(0.5 * twin_length[i], 1e-6);
          g[i] = 0;
        }
        if (g[i] > 0) twin_x[i] -= twin_length[i];
        if (g[i] < 0) twin_x[i] += twin_length[i];
        twin_before[i] = g[i];
      }
    }
    CHECK(x == twin_x);
    CHECK(length == twin_length);
    CHECK(before == twin_before);
    if (n > 0) CHECK(length[0] == 50);
    if (n > 1) CHECK(length[1] == 1e-6);
  });
}
