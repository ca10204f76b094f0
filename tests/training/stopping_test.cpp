#include <cmath>
#include <vector>

#include "optimizer/gradient_descent.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// The weight starts at 0; each iteration reduces its distance to 2 by 15 %. At iteration 4 it is nearest to
/// 1, where the validation loss is lowest.
Line line_past_the_best() {
  Line line;
  line.splits.push_back(split_of("validation", line_of(1)));
  return line;
}

/// Rows (x1, x2) of two classes for one step unit.
Splits classes_of(const std::vector<std::vector<double>>& inputs, const std::vector<double>& targets) {
  Samples samples{BlockMatrix(2), BlockMatrix(1), BlockMatrix(0), static_cast<double>(inputs.size())};
  for (std::size_t row = 0; row < inputs.size(); ++row) {
    samples.inputs.append(inputs[row]);
    samples.targets.append(std::vector<double>{targets[row]});
  }
  Splits splits;
  splits.push_back(split_of("train", std::move(samples)));
  return splits;
}

struct Learnt {
  TrainingResult result;
  Recorder recorder;
  std::vector<double> weights = {0, 0, 0};
};

/// Trains with Rosenblatt's rule until nothing changes.
Learnt learn(const Splits& splits, std::uint64_t batch_size) {
  const Network perceptron({2, 1}, {Activation::kStep}, true);
  LossGradient function(perceptron, {.loss = Loss::kHalfSse}, 1);
  GradientDescent descent(3, 1);
  Learnt learnt;
  learnt.result =
      train(function, descent, splits, {.iterations = 100, .batch_size = batch_size, .until_still = true},
            learnt.weights, {.observers = {&learnt.recorder}});
  return learnt;
}

}  // namespace

TEST_CASE("patience stops so many iterations after the lowest validation loss and restores its weights") {
  for (const std::uint64_t patience : {1U, 3U, 10U}) {
    Line line = line_past_the_best();
    Recorder recorder;
    const TrainingResult result =
        train_line(line, 0.01, {.iterations = 1000, .patience = patience}, recorder);
    CAPTURE(patience);
    CHECK(result.stop == StopReason::kPatience);
    CHECK(*result.best_iteration == 4);
    CHECK(result.iterations == 4 + patience);
    CHECK(recorder.has_seen_all(4 + patience));
    CHECK(line.weight == recorder.weights[4]);
    CHECK(line.weight[0] == Approx(2 - 2 * std::pow(0.85, 4)));
    CHECK(*result.validation_loss == Approx(7.5 * std::pow(line.weight[0] - 1, 2)).epsilon(1e-12));
    CHECK(result.loss == Approx(7.5 * std::pow(line.weight[0] - 2, 2)).epsilon(1e-12));
  }
}

TEST_CASE("patience restores the best weights also when the iterations end first") {
  for (const std::uint64_t batch_size : {0U, 4U}) {
    for (const std::uint64_t iterations : {2U, 4U, 6U}) {
      Line line = line_past_the_best();
      Recorder recorder;
      const TrainingPlan plan{.iterations = iterations, .batch_size = batch_size, .patience = 50};
      const TrainingResult result = train_line(line, 0.01, plan, recorder);
      CAPTURE(batch_size, iterations);
      CHECK(result.stop == StopReason::kIterations);
      CHECK(result.iterations == iterations);
      CHECK(*result.best_iteration == std::min<std::size_t>(4, iterations));
      CHECK(line.weight == recorder.weights[*result.best_iteration]);
    }
  }
}

TEST_CASE("tolerance stops when ten iterations have not lowered the loss by that share") {
  for (const std::uint64_t batch_size : {0U, 2U}) {
    Line line;
    line.weight = {1};
    Recorder recorder;
    const TrainingResult still =
        train_line(line, 0, {.iterations = 1000, .batch_size = batch_size, .tolerance = 0.01}, recorder);
    CHECK(still.stop == StopReason::kTolerance);
    CHECK(still.iterations == 10);
    CHECK(recorder.has_seen_all(10));
    CHECK(recorder.weights.back() == line.weight);
  }
  // The loss falls to a tenth in eight iterations, then to 0.5.
  Line line;
  line.splits[0] = split_of("train", rows_of({{1, 1}, {1, 3}, {2, 4}, {3, 6}, {4, 8}}));
  Recorder recorder;
  recorder.split = &line.splits[0];
  const TrainingResult result = train_line(line, 0.01, {.iterations = 1000, .tolerance = 0.01}, recorder);
  CHECK(result.stop == StopReason::kTolerance);
  CHECK(result.iterations < 60);
  const std::vector<double>& losses = recorder.losses;
  CHECK(losses.back() > 0.99 * losses[result.iterations - 10]);
  for (std::size_t i = 10; i < result.iterations; ++i) CHECK(losses[i] < 0.99 * losses[i - 10]);
}

TEST_CASE("tolerance adds up small improvements over ten iterations") {
  // One iteration improves the loss by 0.2 %, ten by 2 %.
  Line line;
  Recorder recorder;
  const double rate = 0.001 / 15;
  CHECK(train_line(line, rate, {.iterations = 100, .tolerance = 0.015}, recorder).stop ==
        StopReason::kIterations);
  Line again;
  const TrainingResult result = train_line(again, rate, {.iterations = 100, .tolerance = 0.03}, recorder);
  CHECK(result.stop == StopReason::kTolerance);
  CHECK(result.iterations == 10);
}

TEST_CASE("training ends when its time is over") {
  Line line;
  Recorder recorder;
  const TrainingResult result =
      train_line(line, 1e-9, {.iterations = 1'000'000'000, .max_seconds = 0.01}, recorder);
  CHECK(result.stop == StopReason::kTime);
  CHECK(result.seconds >= 0.01);
  CHECK(recorder.has_seen_all(result.iterations));
  CHECK(recorder.weights.back() == line.weight);
}

TEST_CASE("until_still stops when a pass has changed nothing") {
  const Splits separable = classes_of({{1, 1}, {2, 1}, {-1, 0}, {-2, -3}, {0.5, 2}}, {1, 1, 0, 0, 1});
  for (const std::uint64_t batch_size : {0U, 1U, 2U}) {
    const Learnt learnt = learn(separable, batch_size);
    CAPTURE(batch_size);
    CHECK(learnt.result.stop == StopReason::kConverged);
    CHECK(learnt.result.iterations < 100);
    CHECK(learnt.result.loss == 0);
    CHECK(learnt.recorder.has_seen_all(learnt.result.iterations));
    CHECK(learnt.recorder.weights.back() == learnt.weights);
  }
}

TEST_CASE("what is not separable is never still") {
  const Splits exclusive_or = classes_of({{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {0, 1, 1, 0});
  const Learnt learnt = learn(exclusive_or, 1);
  CHECK(learnt.result.stop == StopReason::kIterations);
  CHECK(learnt.result.loss > 0);
}

TEST_CASE("of equal validation losses the first one counts, and patience ends") {
  Line line = line_past_the_best();
  Recorder recorder;
  const TrainingResult result = train_line(line, 0, {.iterations = 100, .patience = 3}, recorder);
  CHECK(result.stop == StopReason::kPatience);
  CHECK(*result.best_iteration == 0);
  CHECK(result.iterations == 3);
}
