#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "optimizer/optimizer.hpp"

namespace nntrain::test {

/// 1/2 sum of c_i (x_i - 1)^2. The minimum is 0 at (1, 1, ...).
inline ValueAndGradient quadratic(std::vector<double> curvatures) {
  return [curvatures = std::move(curvatures)](std::span<const double> x, std::span<double> gradient) {
    double value = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      gradient[i] = curvatures[i] * (x[i] - 1);
      value += 0.5 * gradient[i] * (x[i] - 1);
    }
    return value;
  };
}

/// Rosenbrock's valley for each pair: the sum of 100 (y - x^2)^2 + (1 - x)^2. The minimum is 0 at (1, 1, ...)
/// (Moré, Garbow and Hillstrom, "Testing unconstrained optimization software", 1981, number 21).
inline double rosenbrock(std::span<const double> x, std::span<double> gradient) {
  double value = 0;
  for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
    const double a = 1 - x[i];
    const double b = x[i + 1] - x[i] * x[i];
    gradient[i] = -2 * a - 400 * x[i] * b;
    gradient[i + 1] = 200 * b;
    value += a * a + 100 * b * b;
  }
  return value;
}

/// The usual start: (-1.2, 1, -1.2, 1, ...).
inline std::vector<double> rosenbrock_start(std::size_t size) {
  std::vector<double> x(size, 1);
  for (std::size_t i = 0; i < size; i += 2) x[i] = -1.2;
  return x;
}

inline double value_at(const ValueAndGradient& function, const std::vector<double>& x) {
  std::vector<double> gradient(x.size());
  return function(x, gradient);
}

inline double largest_slope(const ValueAndGradient& function, const std::vector<double>& x) {
  std::vector<double> gradient(x.size());
  function(x, gradient);
  double largest = 0;
  for (const double g : gradient) largest = std::max(largest, std::abs(g));
  return largest;
}

/// Makes up to `most` steps until the value is below `goal` or the optimizer is stuck. Returns their number.
inline std::size_t descend(Optimizer& optimizer, const ValueAndGradient& function, std::vector<double>& x,
                           std::size_t most, double goal) {
  for (std::size_t done = 0; done < most; ++done) {
    const Step step = optimizer.step(function, x);
    if (step.value < goal || step.is_stuck) return done;
  }
  return most;
}

}  // namespace nntrain::test
