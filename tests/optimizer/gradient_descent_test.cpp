#include <cmath>
#include <vector>

#include "optimizer/optimizer.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("a step of gradient descent goes down the gradient and tells the value before it") {
  // f(x, y) = x^2 + 10 y^2
  const ValueAndGradient bowl = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = 2 * x[0];
    gradient[1] = 20 * x[1];
    return x[0] * x[0] + 10 * x[1] * x[1];
  };
  std::vector<double> x = {1, 2};
  GradientDescent descent(0.125);
  CHECK(descent.step(bowl, x) == 41);
  CHECK(x == std::vector<double>{0.75, -3});
}

TEST_CASE("on a quadratic the error shrinks by 1 - rate * curvature a step") {
  const ValueAndGradient bowl = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = 2 * x[0];
    return x[0] * x[0];
  };
  std::vector<double> x = {1};
  GradientDescent descent(0.05);
  for (int step = 0; step < 100; ++step) descent.step(bowl, x);
  CHECK(x[0] == Approx(std::pow(0.9, 100)).epsilon(1e-12));
}

TEST_CASE("gradient descent creeps down Rosenbrock's valley") {
  const ValueAndGradient rosenbrock = [](std::span<const double> x, std::span<double> gradient) {
    const double a = 1 - x[0];
    const double b = x[1] - x[0] * x[0];
    gradient[0] = -2 * a - 400 * x[0] * b;
    gradient[1] = 200 * b;
    return a * a + 100 * b * b;
  };
  std::vector<double> x = {-1.2, 1};
  GradientDescent descent(0.001);
  double value = 0;
  for (int step = 0; step < 20'000; ++step) value = descent.step(rosenbrock, x);
  CHECK(value < 1e-4);
  CHECK(x[0] == Approx(1).margin(0.01));
}
