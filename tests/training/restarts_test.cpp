#include "training/restarts.hpp"

#include <cmath>
#include <vector>

#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

struct Tried {
  TrainingResult result;
  Recorder recorder;
};

/// Trains from the weights `starts`, in this order.
Tried try_all(Line& line, const std::vector<double>& starts, const TrainingPlan& plan,
              const OptimizerOptions& optimizer = {}) {
  const Recipe recipe{line.objective, optimizer, plan, starts.size()};
  Tried tried;
  tried.result = train_from_starts(
      recipe,
      [&](std::uint64_t restart, std::span<double> parameters) { parameters[0] = starts.at(restart); },
      line.network, line.splits, line.weight, {.observers = {&tried.recorder}});
  return tried;
}

}  // namespace

TEST_CASE("of several starts the one with the lowest loss remains") {
  Line line;
  const Tried tried = try_all(line, {0, 2.25, 1.875, 3, 2.125}, {.iterations = 0});
  CHECK(tried.result.restart == 2);  // the first one of a tie
  CHECK(line.weight[0] == 1.875);
  CHECK(tried.result.loss == 7.5 / 64);
  CHECK(!tried.result.validation_loss);
  CHECK(tried.recorder.restarts == std::vector<std::size_t>{0, 1, 2, 3, 4});
}

TEST_CASE("where there are validation rows, the one with the lowest validation loss remains") {
  Line line;
  line.splits.push_back(split_of("validation", line_of(3)));
  const Tried tried = try_all(line, {0, 2.25, 1.875, 3.5, 2.125}, {.iterations = 0});
  CHECK(tried.result.restart == 3);
  CHECK(line.weight[0] == 3.5);
  CHECK(*tried.result.validation_loss == 7.5 / 4);
}

TEST_CASE("test rows choose nothing") {
  Line line;
  line.splits.push_back(split_of("test", line_of(3)));
  CHECK(try_all(line, {2.25, 3}, {.iterations = 0}).result.restart == 0);
}

TEST_CASE("each start is trained with an optimiser of its own, and all are told in one result") {
  Line alone;
  const OptimizerOptions momentum{.learning_rate = 0.01, .momentum = 0.9};
  const Tried one = try_all(alone, {1.5}, {.iterations = 5}, momentum);
  Line line;
  const Tried tried = try_all(line, {-100, 1.5, 50}, {.iterations = 5}, momentum);
  CHECK(tried.result.restart == 1);
  CHECK(tried.result.iterations == 5);
  CHECK(tried.result.evaluations == 3 * 5);
  CHECK(tried.result.seconds > 0);
  CHECK(line.weight == alone.weight);
  CHECK(tried.result.loss == one.result.loss);
  CHECK(tried.recorder.iterations.size() == 3 * 6);
}

TEST_CASE("what diverged loses to all that did not") {
  for (const bool first : {true, false}) {
    Line line;
    // The loss of the start at 1e160 is infinite; the other one is large.
    const Tried tried = try_all(
        line, first ? std::vector<double>{1e160, 1e6} : std::vector<double>{1e6, 1e160}, {.iterations = 3});
    CHECK(tried.result.restart == (first ? 1 : 0));
    CHECK(tried.result.stop == StopReason::kIterations);
    CHECK(tried.recorder.iterations.size() == 5);
  }
}

TEST_CASE("what diverged loses also with a lower validation loss") {
  Line line;
  line.splits.push_back(split_of("validation", line_of(1)));
  // At 2 the slope is 0. From 1, where the validation loss is 0, training diverges.
  const Tried tried = try_all(line, {1, 2}, {.iterations = 1000, .patience = 1000}, {.learning_rate = 1e3});
  CHECK(tried.result.restart == 1);
  CHECK(line.weight[0] == 2);
}

TEST_CASE("where all diverged the lowest finite loss remains") {
  Line line;
  const Tried tried = try_all(line, {1e200, 5, 1e300}, {.iterations = 1000}, {.learning_rate = 1e3});
  CHECK(tried.result.stop == StopReason::kDiverged);
  CHECK(tried.result.restart == 1);
  CHECK(std::isfinite(tried.result.loss));
  CHECK(std::isfinite(line.weight[0]));
}

TEST_CASE("random numbers differ from start to start") {
  Line line;
  line.splits[0] = split_of("train", rows_of({{1, 1}, {2, -1}, {3, 4}, {4, 1}, {-1, 0.5}}));
  const Tried tried = try_all(line, {0, 0, 0}, {.iterations = 1, .batch_size = 1});
  const auto& weights = tried.recorder.weights;
  CHECK(weights[1] != weights[3]);
  CHECK(weights[3] != weights[5]);
}

TEST_CASE("all starts share the time") {
  Line line;
  const Tried tried =
      try_all(line, std::vector<double>(1000, 0.5), {.iterations = 1'000'000'000, .max_seconds = 1e-3});
  CHECK(tried.result.stop == StopReason::kTime);
  CHECK(tried.result.restart == 0);
}

TEST_CASE("the time of a start is taken from that of those behind it") {
  Line line;
  // The first start has no iteration that could be stopped, and takes more than this time.
  const Tried tried = try_all(line, {2.25, 2}, {.iterations = 0, .max_seconds = 1e-12});
  CHECK(tried.result.stop == StopReason::kTime);
  CHECK(tried.recorder.restarts == std::vector<std::size_t>{0});
}
