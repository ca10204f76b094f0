#include <cmath>
#include <vector>

#include "optimizer/lbfgs.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// Checks that training ended with the last weights whose loss was finite, and that observers saw all up to
/// there.
void check_diverged(const TrainingResult& result, const Line& line, const Recorder& recorder) {
  CHECK(result.stop == StopReason::kDiverged);
  CHECK(result.iterations < 1000);
  CHECK(std::isfinite(line.weight[0]));
  CHECK(std::isfinite(result.loss));
  CHECK(recorder.has_seen_all(result.iterations));
  CHECK(recorder.weights.back() == line.weight);
}

}  // namespace

TEST_CASE("divergence stops with the last weights whose loss was finite") {
  for (const std::uint64_t batch_size : {0U, 1U, 3U, 4U}) {
    for (const double momentum : {0.0, 0.9}) {
      for (const double rate : {0.3, 1.0, 7.0, 1e3, 1e30, 1e150, 1e300}) {
        Line line;
        Recorder recorder;
        recorder.split = &line.splits[0];
        GradientDescent descent(1, rate, momentum);
        const TrainingResult result =
            train_line(line, descent, {.iterations = 100'000, .batch_size = batch_size}, recorder);
        CAPTURE(batch_size, momentum, rate);
        check_diverged(result, line, recorder);
        CHECK(recorder.losses.back() == result.loss);
      }
    }
  }
}

TEST_CASE("a batch of all rows diverges where all rows at once do") {
  const auto end = [](std::uint64_t batch_size) {
    Line line;
    Recorder recorder;
    const TrainingPlan plan{.iterations = 1000, .batch_size = batch_size, .shuffle = false};
    train_line(line, 1e3, plan, recorder);
    return recorder.weights;
  };
  CHECK((end(4) == end(0)));
}

TEST_CASE("a start whose loss is infinite is told as divergence before any update") {
  for (const std::uint64_t batch_size : {0U, 1U}) {
    Line line;
    line.weight = {1e200};
    Recorder recorder;
    const TrainingResult result =
        train_line(line, 0.01, {.iterations = 10, .batch_size = batch_size}, recorder);
    CHECK(result.stop == StopReason::kDiverged);
    CHECK(result.iterations == 0);
    CHECK(line.weight[0] == 1e200);
    CHECK(recorder.has_seen_all(0));
  }
  Line line;
  line.weight = {1e200};
  Recorder recorder;
  Lbfgs lbfgs(1);
  CHECK(train_line(line, lbfgs, {.iterations = 10}, recorder).stop == StopReason::kDiverged);
}

TEST_CASE("divergence in the last iteration is seen") {
  for (const std::uint64_t batch_size : {0U, 4U}) {
    Line line;
    Recorder recorder;
    const TrainingResult result =
        train_line(line, 1e200, {.iterations = 1, .batch_size = batch_size}, recorder);
    CHECK(result.iterations == 0);
    check_diverged(result, line, recorder);
  }
}

TEST_CASE("with patience divergence restores the best weights") {
  for (const std::uint64_t batch_size : {0U, 2U}) {
    Line line;
    line.splits.push_back(split_of("validation", line_of(2)));
    line.weight = {1.5};
    Recorder recorder;
    const TrainingPlan plan{.iterations = 10'000, .batch_size = batch_size, .patience = 5000};
    const TrainingResult result = train_line(line, 1.0, plan, recorder);
    CHECK(result.stop == StopReason::kDiverged);
    CHECK(*result.best_iteration == 0);
    CHECK(line.weight[0] == 1.5);
    CHECK(*result.validation_loss == 7.5 * 0.25);
  }
}

TEST_CASE("a run goes on from any of its states as if it had never stopped, also right before it diverges") {
  for (const std::uint64_t batch_size : {0U, 3U}) {
    const TrainingPlan plan{.iterations = 100'000, .batch_size = batch_size};
    const auto run = [&](Line& line, const TrainingState* from, std::vector<TrainingState>* states) {
      GradientDescent descent(1, 7, 0.9);
      LossGradient function(line.network, line.objective, 1);
      TrainingControl control{.keep_pace = {.iterations = 1}, .from = from};
      if (states != nullptr) control.keep = [&](const TrainingState& state) { states->push_back(state); };
      return train(function, descent, line.splits, plan, line.weight, control);
    };
    Line straight;
    std::vector<TrainingState> states;
    const TrainingResult expected = run(straight, nullptr, &states);
    REQUIRE(expected.stop == StopReason::kDiverged);
    REQUIRE(states.size() > 10);
    for (const TrainingState& state : states) {
      CAPTURE(batch_size, state.iterations);
      Line line;
      const TrainingResult result = run(line, &state, nullptr);
      CHECK(result.iterations == expected.iterations);
      CHECK(result.loss == expected.loss);
      CHECK(line.weight == straight.weight);
    }
  }
}
