#include "optimizer/lbfgs.hpp"

#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

#include "optimizer/functions.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool all_finite(const std::vector<double>& x) {
  for (const double value : x) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

/// f for x[0] < wall; beyond, the value is infinite and the gradient is NaN.
ValueAndGradient walled(ValueAndGradient f, double wall) {
  return [f = std::move(f), wall](std::span<const double> x, std::span<double> gradient) {
    if (x[0] < wall) return f(x, gradient);
    for (double& g : gradient) g = kNaN;
    return kInfinity;
  };
}

}  // namespace

TEST_CASE("L-BFGS finds the end of Rosenbrock's valley in few evaluations") {
  for (const std::size_t size : {2U, 20U}) {
    std::vector<double> x = rosenbrock_start(size);
    Lbfgs lbfgs(size);
    CAPTURE(size);
    CHECK(descend(lbfgs, rosenbrock, x, 100, 1e-10) < 100);
    CHECK(value_at(rosenbrock, x) < 1e-10);
    CHECK(lbfgs.evaluations() <= 60);
    for (const double value : x) CHECK(value == Approx(1).margin(1e-4));
  }
}

TEST_CASE("L-BFGS finds the minimum of quadratics, however badly scaled") {
  for (const double scale : {1.0, 10.0, 1e3, 1e6}) {
    std::vector<double> x = {5, -3, 2, 8, -40};
    Lbfgs lbfgs(5);
    CAPTURE(scale);
    CHECK(descend(lbfgs, quadratic({1, scale, std::sqrt(scale), 2, 1 / scale}), x, 200, 1e-14) < 200);
    CHECK(lbfgs.evaluations() < 200);
  }
}

TEST_CASE("every step of L-BFGS lowers the value or is stuck without moving the point") {
  std::vector<double> x = rosenbrock_start(6);
  Lbfgs lbfgs(6);
  double lowest = kInfinity;
  for (int step = 0; step < 200; ++step) {
    const std::vector<double> before = x;
    const Step taken = lbfgs.step(rosenbrock, x);
    CHECK(taken.value == value_at(rosenbrock, before));
    CHECK(taken.value <= lowest);
    lowest = taken.value;
    if (!taken.is_stuck) continue;
    CHECK(x == before);
    CHECK(lowest < 1e-20);
    return;
  }
  FAIL("never stuck");
}

TEST_CASE("L-BFGS turns back from where the function ends") {
  std::vector<double> x = {-1.2, 1};
  Lbfgs valley(2);
  CHECK(descend(valley, walled(rosenbrock, 1.5), x, 100, 1e-10) < 100);
  CHECK(x[0] == Approx(1).margin(1e-4));

  // x - log x; for x <= 0 the value is infinite and the gradient is NaN.
  const ValueAndGradient barrier = [](std::span<const double> at, std::span<double> gradient) {
    gradient[0] = at[0] > 0 ? 1 - 1 / at[0] : kNaN;
    return at[0] > 0 ? at[0] - std::log(at[0]) : kInfinity;
  };
  for (const double start : {1e-3, 0.5, 30.0}) {
    x = {start};
    Lbfgs lbfgs(1);
    descend(lbfgs, barrier, x, 100, 0);
    CHECK(x[0] == Approx(1).margin(1e-6));
  }
}

TEST_CASE("L-BFGS creeps up to a wall that it cannot pass") {
  std::vector<double> x = {-3, 2};
  const ValueAndGradient function = walled(quadratic({1, 1}), 0.25);
  Lbfgs lbfgs(2);
  descend(lbfgs, function, x, 200, 0);
  CHECK(x[0] < 0.25);
  CHECK(x[0] > 0.24);
}

TEST_CASE("L-BFGS is stuck at a minimum, where it has not moved") {
  std::vector<double> x = {1, 1};
  Lbfgs lbfgs(2);
  for (int step = 0; step < 3; ++step) {
    const Step taken = lbfgs.step(rosenbrock, x);
    CHECK(taken.is_stuck);
    CHECK(taken.value == 0);
    CHECK(x == std::vector<double>{1, 1});
  }
  CHECK(lbfgs.evaluations() == 1);
}

TEST_CASE("L-BFGS is stuck where it starts in the void") {
  for (const double value : {kInfinity, kNaN}) {
    std::vector<double> x = {3};
    Lbfgs lbfgs(1);
    const Step taken = lbfgs.step(
        [value](std::span<const double>, std::span<double> gradient) {
          gradient[0] = 1;
          return value;
        },
        x);
    CHECK(taken.is_stuck);
    CHECK(x[0] == 3);
  }
}

TEST_CASE("L-BFGS bears a function without a minimum and is stuck where its numbers end") {
  const ValueAndGradient plane = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = 1;
    gradient[1] = -2;
    return x[0] - 2 * x[1];
  };
  std::vector<double> x = {0, 0};
  Lbfgs lbfgs(2);
  const std::size_t steps = descend(lbfgs, plane, x, 500, -kInfinity);
  CHECK(steps < 500);
  CHECK(all_finite(x));
  CHECK(value_at(plane, x) < -1e10);
  CHECK(lbfgs.step(plane, x).is_stuck);

  const ValueAndGradient decay = [](std::span<const double> at, std::span<double> gradient) {
    gradient[0] = -std::exp(-at[0]);
    return -gradient[0];
  };
  x = {0};
  Lbfgs for_decay(1);
  descend(for_decay, decay, x, 100, 0);
  CHECK(all_finite(x));
  CHECK(value_at(decay, x) < 1e-20);
}

TEST_CASE("L-BFGS bears a function with a kink and a cliff") {
  const ValueAndGradient kink = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = x[0] > 0 ? 1 : -1;
    return std::abs(x[0]);
  };
  std::vector<double> x = {3.3};
  Lbfgs lbfgs(1);
  descend(lbfgs, kink, x, 100, 0);
  CHECK(std::abs(x[0]) < 1e-10);

  // A wrong slope: it predicts a decrease where the value increases.
  const ValueAndGradient lie = [](std::span<const double> at, std::span<double> gradient) {
    gradient[0] = -1;
    return at[0];
  };
  x = {2};
  Lbfgs misled(1);
  CHECK(misled.step(lie, x).is_stuck);
  CHECK(x[0] == 2);
}

TEST_CASE("L-BFGS that is stuck tries the same points again") {
  std::vector<double> probed;
  const ValueAndGradient lie = [&](std::span<const double> at, std::span<double> gradient) {
    probed.push_back(at[0]);
    gradient[0] = at[0] == 0 ? -0.5 : -1;
    return at[0];
  };
  std::vector<double> x = {0};
  Lbfgs lbfgs(1);
  CHECK(lbfgs.step(lie, x).is_stuck);
  const std::vector<double> first(probed.begin() + 1, probed.end());  // without the start
  probed.clear();
  CHECK(lbfgs.step(lie, x).is_stuck);
  CHECK(probed == first);
  CHECK(x[0] == 0);
}

TEST_CASE("the same start of L-BFGS gives the same bits") {
  const auto end = [] {
    std::vector<double> x = rosenbrock_start(10);
    Lbfgs lbfgs(10);
    for (int step = 0; step < 25; ++step) lbfgs.step(rosenbrock, x);
    return x;
  };
  CHECK(end() == end());
}

TEST_CASE("a step without curvature costs a full history its oldest pair") {
  constexpr std::size_t kPairs = Lbfgs::kHistory;
  std::vector<double> state(2 * kPairs * 2 + 3);
  for (std::size_t pair = 0; pair < 2 * kPairs; ++pair) state[2 * pair] = 1;  // all moves and turns: (1, 0)
  double* const header = state.data() + state.size() - 3;
  header[0] = kPairs;
  header[1] = kPairs - 1;
  Lbfgs lbfgs(2);
  REQUIRE(lbfgs.can_restore(state));
  lbfgs.restore(state, 0);
  std::vector<double> x = {0, 0};
  const ValueAndGradient plane = [](std::span<const double> at, std::span<double> gradient) {
    gradient[0] = 1;
    gradient[1] = 0;
    return at[0];
  };
  REQUIRE_FALSE(lbfgs.step(plane, x).is_stuck);
  CHECK(lbfgs.state()[state.size() - 3] == kPairs - 1);
  CHECK(lbfgs.state()[state.size() - 2] == kPairs - 1);
}

TEST_CASE("a state that L-BFGS cannot have is refused") {
  Lbfgs lbfgs(2);
  const std::vector<double> usual(lbfgs.state().begin(), lbfgs.state().end());
  CHECK(lbfgs.can_restore(usual));
  CHECK_FALSE(lbfgs.can_restore(std::vector<double>(usual.size() - 1)));
  for (const auto& [place, value, fits] : {std::tuple(3U, 20.0, true),
                                           {3U, 21.0, false},
                                           {3U, -1.0, false},
                                           {3U, kNaN, false},
                                           {2U, 19.0, true},
                                           {2U, 20.0, false},
                                           {2U, -1.0, false},
                                           {2U, kNaN, false}}) {
    std::vector<double> state = usual;
    state[state.size() - place] = value;
    CAPTURE(place, value);
    CHECK(lbfgs.can_restore(state) == fits);
  }
}

TEST_CASE("the first point that L-BFGS tries is the gradient's length away, and 1 at most") {
  for (const auto& [curvature, first] : {std::pair(0.5, 1.5), {1.0, 1.0}, {100.0, 1.0}}) {
    std::vector<double> probed;
    std::vector<double> x = {2};
    Lbfgs lbfgs(1);
    lbfgs.step(
        [&, c = curvature](std::span<const double> at, std::span<double> gradient) {
          probed.push_back(at[0]);
          gradient[0] = c * (at[0] - 1);
          return 0.5 * c * (at[0] - 1) * (at[0] - 1);
        },
        x);
    REQUIRE(probed.size() > 1);
    CHECK(probed[1] == first);
  }
}
