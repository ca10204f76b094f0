#include "optimizer/gradient_descent.hpp"

#include <cmath>
#include <vector>

#include "optimizer/functions.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("a step of gradient descent goes down the gradient and tells the value before it") {
  // f(x, y) = x^2 + 10 y^2
  const ValueAndGradient bowl = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = 2 * x[0];
    gradient[1] = 20 * x[1];
    return x[0] * x[0] + 10 * x[1] * x[1];
  };
  std::vector<double> x = {1, 2};
  GradientDescent descent(2, 0.125);
  const Step step = descent.step(bowl, x);
  CHECK(step.value == 41);
  CHECK(!step.is_stuck);
  CHECK(x == std::vector<double>{0.75, -3});
  CHECK(descent.evaluations() == 1);
  CHECK(descent.state().empty());
}

TEST_CASE("on a quadratic the error shrinks by 1 - rate * curvature a step") {
  std::vector<double> x = {2};
  GradientDescent descent(1, 0.05);
  for (int step = 0; step < 100; ++step) descent.step(quadratic({2}), x);
  CHECK(x[0] - 1 == Approx(std::pow(0.9, 100)).epsilon(1e-10));
  CHECK(descent.evaluations() == 100);
}

TEST_CASE("momentum's first two steps are those by hand") {
  // f = 2 (x - 1)^2 from x = 3: g = 8, v = 8, x = 3 - 0.125 * 8 = 2; g = 4, v = 0.5 * 8 + 4 = 8, x = 1
  std::vector<double> x = {3};
  GradientDescent momentum(1, 0.125, 0.5);
  CHECK(momentum.step(quadratic({4}), x).value == 8);
  CHECK(x[0] == 2);
  CHECK(momentum.state()[0] == 8);
  CHECK(momentum.step(quadratic({4}), x).value == 2);
  CHECK(x[0] == 1);
  CHECK(momentum.state()[0] == 8);
}

TEST_CASE("Nesterov's first two steps are those by hand") {
  // g = 8, v = 8, x = 3 - 0.125 (8 + 0.5 * 8) = 1.5; g = 2, v = 4 + 2 = 6, x = 1.5 - 0.125 (2 + 3) = 0.875
  std::vector<double> x = {3};
  GradientDescent nesterov(1, 0.125, 0.5, true);
  nesterov.step(quadratic({4}), x);
  CHECK(x[0] == 1.5);
  nesterov.step(quadratic({4}), x);
  CHECK(x[0] == 0.875);
  CHECK(nesterov.state()[0] == 6);
}

TEST_CASE("momentum 0 is plain descent") {
  std::vector<double> plain = {-1.2, 1};
  std::vector<double> none = plain;
  GradientDescent descent(2, 0.001);
  GradientDescent nesterov(2, 0.001, 0, true);
  for (int step = 0; step < 10; ++step) {
    descent.step(rosenbrock, plain);
    nesterov.step(rosenbrock, none);
  }
  CHECK(plain == none);
}

TEST_CASE("gradient descent reaches the minimum of a badly scaled quadratic, with momentum sooner") {
  const ValueAndGradient bowl = quadratic({1, 100});
  const auto steps = [&](double momentum, bool nesterov) {
    GradientDescent descent(2, 0.01, momentum, nesterov);
    std::vector<double> x = {5, 5};
    const std::size_t taken = descend(descent, bowl, x, 3000, 1e-10);
    CHECK(x[0] == Approx(1).margin(2e-4));
    CHECK(x[1] == Approx(1).margin(2e-4));
    return taken;
  };
  const std::size_t plain = steps(0, false);
  CHECK(plain < 1500);
  CHECK(steps(0.9, false) < plain / 3);
  CHECK(steps(0.9, true) < plain / 3);
}

TEST_CASE("gradient descent creeps down Rosenbrock's valley, with momentum sooner") {
  const auto steps = [](double momentum, bool nesterov) {
    GradientDescent descent(2, 0.001, momentum, nesterov);
    std::vector<double> x = rosenbrock_start(2);
    const std::size_t taken = descend(descent, rosenbrock, x, 20'000, 1e-5);
    CHECK(x[0] == Approx(1).margin(0.01));
    CHECK(x[1] == Approx(1).margin(0.01));
    return taken;
  };
  const std::size_t plain = steps(0, false);
  CHECK(plain < 20'000);
  CHECK(steps(0.9, false) < plain / 5);
  CHECK(steps(0.9, true) < plain / 5);
}
