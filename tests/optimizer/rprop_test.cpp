#include "optimizer/rprop.hpp"

#include <vector>

#include "optimizer/functions.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// One step with the gradient g.
void step_at(Rprop& rprop, double g, std::vector<double>& x) {
  rprop.step(
      [g](std::span<const double>, std::span<double> gradient) {
        gradient[0] = g;
        return 0.0;
      },
      x);
}

}  // namespace

TEST_CASE("Rprop's steps grow while the sign stays, wait and halve where it turns") {
  std::vector<double> x = {0};
  Rprop rprop(1);
  step_at(rprop, 7, x);
  CHECK(x[0] == -0.1);
  step_at(rprop, 1e-9, x);  // the size does not matter
  CHECK(x[0] == Approx(-0.22));
  CHECK(rprop.state()[0] == Approx(0.12));
  step_at(rprop, -3, x);  // the sign changes: no move
  CHECK(x[0] == Approx(-0.22));
  CHECK(rprop.state()[0] == Approx(0.06));
  step_at(rprop, -3, x);  // after that, the step neither grows nor shrinks
  CHECK(x[0] == Approx(-0.16));
  CHECK(rprop.state()[0] == Approx(0.06));
  step_at(rprop, -3, x);
  CHECK(x[0] == Approx(-0.088));
  step_at(rprop, 0, x);
  CHECK(x[0] == Approx(-0.088));
  CHECK(rprop.evaluations() == 6);
}

TEST_CASE("Rprop's steps are between 1e-6 and 50") {
  std::vector<double> x = {0};
  Rprop growing(1);
  for (int step = 0; step < 50; ++step) step_at(growing, 1, x);
  CHECK(growing.state()[0] == 50);
  Rprop shrinking(1);
  for (int step = 0; step < 100; ++step) step_at(shrinking, step / 2 % 2 == 0 ? 1 : -1, x);
  CHECK(shrinking.state()[0] == 1e-6);
}

TEST_CASE("Rprop does not see how a function is scaled") {
  const auto end = [](double scale) {
    std::vector<double> x = {5, -4};
    Rprop rprop(2);
    for (int step = 0; step < 30; ++step) rprop.step(quadratic({scale, 3 * scale}), x);
    return x;
  };
  CHECK(end(1) == end(1024));
}

TEST_CASE("Rprop reaches the minimum of a badly scaled quadratic and of Rosenbrock's valley") {
  std::vector<double> x = {5, 5};
  Rprop for_bowl(2);
  CHECK(descend(for_bowl, quadratic({1, 1000}), x, 200, 1e-8) < 200);
  CHECK(x[0] == Approx(1).margin(1e-3));
  x = rosenbrock_start(2);
  Rprop for_valley(2);
  CHECK(descend(for_valley, rosenbrock, x, 6000, 1e-6) < 6000);
  CHECK(x[1] == Approx(1).margin(0.01));
}
