#include "training/train.hpp"

#include <cmath>
#include <vector>

#include "math/pairwise_sum.hpp"
#include "optimizer/adam.hpp"
#include "optimizer/lbfgs.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("observers are shown the start and the state after each iteration") {
  for (const std::uint64_t batch_size : {0U, 1U, 3U, 4U}) {
    Line line;
    Recorder recorder;
    recorder.split = &line.splits[0];
    const TrainingResult result =
        train_line(line, 0.01, {.iterations = 3, .batch_size = batch_size}, recorder);
    CAPTURE(batch_size);
    CHECK(result.iterations == 3);
    CHECK(result.stop == StopReason::kIterations);
    CHECK(!result.best_iteration);
    CHECK(!result.validation_loss);
    CHECK(recorder.has_seen_all(3));
    CHECK(recorder.weights.front()[0] == 0);
    CHECK(recorder.weights.back()[0] == line.weight[0]);
    CHECK(recorder.losses.front() == 30);  // mean of (2x)^2
    CHECK(recorder.losses.back() == result.loss);
    CHECK(result.evaluations == 3 * (batch_size == 0 ? 1 : (4 + batch_size - 1) / batch_size));
    // w <- w - rate * 15 (w - 2): each step multiplies the error by 1 - 0.15
    if (batch_size == 0) CHECK(line.weight[0] == Approx(2 - 2 * std::pow(0.85, 3)));
  }
}

TEST_CASE("no iterations measure the start") {
  for (const std::uint64_t batch_size : {0U, 2U}) {
    Line line;
    Recorder recorder;
    const TrainingResult result =
        train_line(line, 0.01, {.iterations = 0, .batch_size = batch_size}, recorder);
    CHECK(result.iterations == 0);
    CHECK(result.evaluations == 0);
    CHECK(result.loss == 30);
    CHECK(line.weight[0] == 0);
    CHECK(recorder.has_seen_all(0));
  }
}

TEST_CASE("the loss that is shown has neither penalty nor dropout in it") {
  Line line;
  line.objective.l2 = 10;
  line.weight = {1};
  Recorder recorder;
  recorder.split = &line.splits[0];
  const TrainingResult result = train_line(line, 0.01, {.iterations = 5}, recorder);
  CHECK(recorder.losses[0] == 7.5);
  CHECK(recorder.losses[5] == result.loss);
  for (std::size_t i = 0; i <= 5; ++i) {
    CHECK(recorder.losses[i] == Approx(7.5 * std::pow(recorder.weights[i][0] - 2, 2)).epsilon(1e-13));
  }
}

TEST_CASE("the validation loss is told of the weights that remain") {
  Line line;
  line.splits.push_back(split_of("validation", line_of(1)));
  Recorder recorder;
  const TrainingResult result = train_line(line, 0.01, {.iterations = 4}, recorder);
  CHECK(*result.validation_loss == Approx(7.5 * std::pow(line.weight[0] - 1, 2)).epsilon(1e-12));
}

TEST_CASE("a batch of all rows in their order is the same bits as all rows at once") {
  RandomStream random(3, RandomPurpose::kStart);
  for (const bool has_weights : {false, true}) {
    for (const Loss loss : {Loss::kSse, Loss::kMse}) {
      Line line;
      line.objective = {.loss = loss, .l2 = 0.01};
      Samples& samples = line.splits[0].samples;
      samples = {BlockMatrix(1), BlockMatrix(1), BlockMatrix(has_weights ? 1 : 0), 300};
      if (has_weights) samples.total_weight = 0;
      for (int row = 0; row < 300; ++row) {
        samples.inputs.append(std::vector<double>{random.uniform()});
        samples.targets.append(std::vector<double>{random.uniform()});
        if (has_weights) samples.weights.append(std::vector<double>{random.uniform()});
      }
      if (has_weights) {
        samples.total_weight = sum_rows(300, [&](std::size_t row) { return samples.weights.at(row, 0); });
      }
      const auto train_in_batches_of = [&](std::uint64_t size) {
        LossGradient function(line.network, line.objective, 3);
        Adam adam(1, 0.01);
        Recorder recorder;
        std::vector<double> weight = {0};
        train(function, adam, line.splits, {.iterations = 20, .batch_size = size, .shuffle = false}, weight,
              {.observers = {&recorder}});
        return recorder.weights;
      };
      CAPTURE(has_weights, name_of(loss));
      CHECK((train_in_batches_of(300) == train_in_batches_of(0)));
      CHECK((train_in_batches_of(1000) == train_in_batches_of(0)));
      CHECK((train_in_batches_of(299) != train_in_batches_of(0)));
    }
  }
}

TEST_CASE("the order of batches follows from seed and restart") {
  const auto end = [](std::uint64_t seed, std::uint64_t restart) {
    Line line;
    line.splits[0] = split_of("train", rows_of({{1, 1}, {2, -1}, {3, 4}, {4, 1}, {-1, 0.5}}));
    Recorder recorder;
    const TrainingPlan plan{.iterations = 4, .batch_size = 2, .seed = seed, .restart = restart};
    const TrainingResult result = train_line(line, 0.01, plan, recorder);
    CHECK(result.restart == restart);
    CHECK(recorder.restarts == std::vector<std::size_t>(5, restart));
    return line.weight[0];
  };
  CHECK(end(1, 0) == end(1, 0));
  CHECK(end(1, 0) != end(2, 0));
  CHECK(end(1, 0) != end(1, 1));
}

TEST_CASE("L-BFGS trains in a few iterations and ends where it is stuck") {
  Line line;
  Recorder recorder;
  Lbfgs lbfgs(1);
  const TrainingResult result = train_line(line, lbfgs, {.iterations = 1000}, recorder);
  CHECK(result.stop == StopReason::kTolerance);
  CHECK(result.iterations < 20);
  CHECK(result.evaluations == lbfgs.evaluations());
  CHECK(recorder.has_seen_all(result.iterations));
  CHECK(line.weight[0] == Approx(2).epsilon(1e-8));
  CHECK(recorder.weights.back() == line.weight);
}

TEST_CASE("a stop is named as results tell it") {
  CHECK(name_of(StopReason::kIterations) == "iterations");
  CHECK(name_of(StopReason::kTolerance) == "tolerance");
  CHECK(name_of(StopReason::kConverged) == "converged");
  CHECK(name_of(StopReason::kPatience) == "patience");
  CHECK(name_of(StopReason::kTime) == "time");
  CHECK(name_of(StopReason::kDiverged) == "diverged");
}
