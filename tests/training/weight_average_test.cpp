#include "training/weight_average.hpp"

#include <cmath>
#include <vector>

#include "optimizer/adam.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

constexpr double kShare = 0.75;

/// The average of the weights of gradient descent on the line after `updates` updates, each of which
/// multiplies the error of the weight by 0.4: sum of (1 - F) F^(t - s) w_s over the updates s = 1 .. t,
/// divided by 1 - F^t.
double average_after(std::size_t updates) {
  double sum = 0;
  double error = -2;
  for (std::size_t s = 1; s <= updates; ++s) {
    error *= 0.4;
    sum += (1 - kShare) * std::pow(kShare, static_cast<double>(updates - s)) * (2 + error);
  }
  return sum / (1 - std::pow(kShare, static_cast<double>(updates)));
}

}  // namespace

TEST_CASE("the average weighs the last parameters most, and the first one is itself") {
  WeightAverage average(kShare, 2);
  std::vector<double> point(2);
  average.write(std::vector<double>{5, 6}, point);
  CHECK(point == std::vector<double>{5, 6});
  average.add(std::vector<double>{1, -1});
  average.write(std::vector<double>{5, 6}, point);
  CHECK(point == std::vector<double>{1, -1});
  average.add(std::vector<double>{3, 7});
  average.write(std::vector<double>{5, 6}, point);
  CHECK(point[0] == Approx((0.75 * 1 + 3) / 1.75).epsilon(1e-15));
  CHECK(point[1] == Approx((0.75 * -1 + 7) / 1.75).epsilon(1e-15));
  WeightAverage none(0, 2);
  none.add(std::vector<double>{1, -1});
  none.write(std::vector<double>{5, 6}, point);
  CHECK(point == std::vector<double>{5, 6});
  CHECK(none.state().empty());
}

TEST_CASE("the average is measured, shown and kept, and training goes on from the weights themselves") {
  Line line;
  Recorder recorder;
  recorder.split = &line.splits[0];
  const TrainingResult result = train_line(line, 0.04, {.iterations = 5, .average = kShare}, recorder);
  CHECK(recorder.weights[0][0] == 0);
  for (std::size_t t = 1; t <= 5; ++t) {
    CHECK(recorder.weights[t][0] == Approx(average_after(t)).epsilon(1e-13));
    CHECK(recorder.losses[t] == Approx(7.5 * std::pow(average_after(t) - 2, 2)).epsilon(1e-12));
  }
  CHECK(line.weight[0] == recorder.weights[5][0]);
  CHECK(result.loss == recorder.losses[5]);
}

TEST_CASE("each update of a pass counts") {
  // With one row in four equal batches each pass has four updates of the same kind.
  Line whole;
  Line parts;
  for (Line* const line : {&whole, &parts})
    line->splits[0] = split_of("train", rows_of({{1, 2}, {1, 2}, {1, 2}, {1, 2}}));
  Recorder ignored;
  train_line(whole, 0.1, {.iterations = 8, .average = kShare}, ignored);
  train_line(parts, 0.1, {.iterations = 2, .batch_size = 1, .average = kShare}, ignored);
  CHECK(parts.weight[0] == Approx(whole.weight[0]).epsilon(1e-14));
}

TEST_CASE("patience watches the average, and restores the best one") {
  Line line;
  line.splits.push_back(split_of("validation", line_of(1.5)));  // the weight 1.5 is best, on the way to 2
  Recorder recorder;
  recorder.split = &line.splits[1];
  const TrainingResult result =
      train_line(line, 0.01, {.iterations = 100, .patience = 3, .average = 0.5}, recorder);
  CHECK(result.stop == StopReason::kPatience);
  REQUIRE(result.best_iteration);
  CHECK(line.weight == recorder.weights[*result.best_iteration]);
  CHECK(*result.validation_loss == recorder.losses[*result.best_iteration]);
  CHECK(std::abs(line.weight[0] - 1.5) < 0.1);
}

TEST_CASE("a run that goes on has the same average, bit for bit") {
  const TrainingPlan plan = {.iterations = 9, .batch_size = 3, .average = 0.9};
  std::vector<TrainingState> states;
  const auto trained = [&](const TrainingControl& control) {
    Line line;
    Adam adam(1, 0.1);
    LossGradient function(line.network, line.objective, 1);
    train(function, adam, line.splits, plan, line.weight, control);
    return line.weight;
  };
  const std::vector<double> whole =
      trained({.keep = [&](const TrainingState& state) { states.push_back(state); }, .keep_pace = {4, 0}});
  REQUIRE(states.size() == 3);
  CHECK(states[0].average.size() == 2);
  CHECK(states[0].parameters != states[1].before);
  CHECK(trained({.from = &states[0]}) == whole);
  CHECK(trained({.from = &states[1]}) == whole);
  CHECK(trained({.from = &states[2]}) == whole);
}

TEST_CASE("divergence ends with the last finite average") {
  Line line;
  Recorder recorder;
  const TrainingResult result = train_line(line, 1e200, {.iterations = 50, .average = 0.9}, recorder);
  CHECK(result.stop == StopReason::kDiverged);
  CHECK(std::isfinite(line.weight[0]));
  CHECK(std::isfinite(result.loss));
}
