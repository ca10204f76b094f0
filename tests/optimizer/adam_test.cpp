#include "optimizer/adam.hpp"

#include <cmath>
#include <vector>

#include "optimizer/functions.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// A function with the gradient g everywhere.
ValueAndGradient slope(std::vector<double> g) {
  return [g = std::move(g)](std::span<const double> x, std::span<double> gradient) {
    double value = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      gradient[i] = g[i];
      value += g[i] * x[i];
    }
    return value;
  };
}

}  // namespace

TEST_CASE("Adam's first step is the learning rate along the sign, whatever the slope's size") {
  std::vector<double> x = {1, 1, 1, 1};
  Adam adam(4, 0.01);
  adam.step(slope({1e6, -1e6, 3, 0}), x);
  CHECK(x[0] == Approx(0.99).epsilon(1e-12));
  CHECK(x[1] == Approx(1.01).epsilon(1e-12));
  CHECK(x[2] == Approx(0.99).epsilon(1e-9));
  CHECK(x[3] == 1);
}

TEST_CASE("Adam's first two steps are those by hand") {
  // g = 2, then -1: m = 0.2, 0.08; s = 0.004, 0.004996
  std::vector<double> x = {0};
  Adam adam(1, 0.1);
  adam.step(slope({2}), x);
  // m / (1 - 0.9) = 2, s / (1 - 0.999) = 4
  double expected = -0.1 * 2 / (2 + 1e-8);
  CHECK(x[0] == Approx(expected).epsilon(1e-13));
  adam.step(slope({-1}), x);
  // m / (1 - 0.81) = 0.08 / 0.19, s / (1 - 0.998001) = 0.004996 / 0.001999
  expected -= 0.1 * (0.08 / 0.19) / (std::sqrt(0.004996 / 0.001999) + 1e-8);
  CHECK(x[0] == Approx(expected).epsilon(1e-12));
  CHECK(adam.state()[0] == Approx(0.08).epsilon(1e-14));
  CHECK(adam.state()[1] == Approx(0.004996).epsilon(1e-12));
  CHECK(adam.evaluations() == 2);
}

TEST_CASE("Adam's epsilon counts where slopes are tiny") {
  std::vector<double> x = {0};
  Adam adam(1, 0.1);
  adam.step(slope({1e-8}), x);
  CHECK(x[0] == Approx(-0.05).epsilon(1e-9));
}

TEST_CASE("Adam reaches the minimum of a badly scaled quadratic and of Rosenbrock's valley") {
  std::vector<double> x = {5, 5};
  Adam for_bowl(2, 0.1);
  CHECK(descend(for_bowl, quadratic({1, 1000}), x, 1000, 1e-8) < 1000);
  CHECK(x[0] == Approx(1).margin(1e-3));
  x = rosenbrock_start(2);
  Adam for_valley(2, 0.02);
  CHECK(descend(for_valley, rosenbrock, x, 5000, 1e-6) < 5000);
  CHECK(x[1] == Approx(1).margin(0.01));
}
