#include "training/schedule.hpp"

#include <cmath>
#include <vector>

#include "optimizer/adam.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

const TrainingPlan kPlan = {.iterations = 12, .schedule = Schedule::kCosine, .batch_size = 3};

/// The weights of the line after a plan, from a state or from the start.
std::vector<double> trained(const TrainingPlan& plan, const TrainingControl& control) {
  Line line;
  Adam adam(1, 0.1);
  LossGradient function(line.network, line.objective, 1);
  train(function, adam, line.splits, plan, line.weight, control);
  return line.weight;
}

}  // namespace

TEST_CASE("the rate falls along half a cosine from the whole of it to almost 0") {
  const auto share = [](std::uint64_t iteration, std::uint64_t update) {
    return rate_share(Schedule::kCosine, {iteration, update, 5, 4});
  };
  CHECK(share(0, 0) == 1);
  CHECK(share(2, 0) == 0.5);
  CHECK(share(1, 0) == Approx((2 + std::sqrt(2.0)) / 4).epsilon(1e-15));
  CHECK(share(3, 4) == Approx((1 - std::cos(std::acos(-1.0) / 20)) / 2).epsilon(1e-13));
  for (std::uint64_t t = 1; t < 20; ++t) CHECK(share(t / 5, t % 5) < share((t - 1) / 5, (t - 1) % 5));
  CHECK(rate_share(Schedule::kConstant, {3, 4, 5, 4}) == 1);
}

TEST_CASE("each update has the rate of its place") {
  // The error of the weight is multiplied by 1 - 15 a, see Line.
  Line line;
  Recorder recorder;
  train_line(line, 0.04, {.iterations = 4, .schedule = Schedule::kCosine}, recorder);
  double error = -2;
  for (std::size_t t = 0; t < 4; ++t) {
    CHECK(recorder.weights[t][0] - 2 == Approx(error).epsilon(1e-12));
    error *= 1 - 0.6 * (1 + std::cos(std::acos(-1.0) * static_cast<double>(t) / 4)) / 2;
  }
  CHECK(line.weight[0] - 2 == Approx(error).epsilon(1e-12));
}

TEST_CASE("a run that goes on has the rates of its place, and one that ends before those of the whole plan") {
  std::vector<TrainingState> states;
  const std::vector<double> whole = trained(
      kPlan, {.keep = [&](const TrainingState& state) { states.push_back(state); }, .keep_pace = {5, 0}});
  REQUIRE(states.size() == 3);
  CHECK(trained(kPlan, {.from = &states[0]}) == whole);
  CHECK(trained(kPlan, {.from = &states[1]}) == whole);
  TrainingPlan stopped = kPlan;
  stopped.iterations = 10;
  CHECK(trained(stopped, {}) != states[1].parameters);
  stopped.planned = 12;
  CHECK(trained(stopped, {}) == states[1].parameters);
}
