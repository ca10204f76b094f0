#include "training/train.hpp"

#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "training/memory.hpp"

using namespace nntrain;

namespace {

/// y = 2 x on a line, one identity unit without a bias: the loss is a parabola in the one weight.
struct Line {
  Line() : network({1, 1}, {Activation::kIdentity}, false), inputs(1), targets(1) {
    for (int x = 1; x <= 4; ++x) {
      inputs.append(std::vector<double>{static_cast<double>(x)});
      targets.append(std::vector<double>{2.0 * x});
    }
  }
  Network network;
  BlockMatrix inputs;
  BlockMatrix targets;
  std::vector<double> weight = {0};
};

struct Recorder : TrainingObserver {
  void on_iteration(const IterationView& view) override {
    iterations.push_back(view.iteration);
    losses.push_back(view.loss);
    weights.push_back(view.parameters[0]);
  }
  std::vector<std::size_t> iterations;
  std::vector<double> losses;
  std::vector<double> weights;
};

TrainingResult train_line(Line& line, double rate, std::size_t iterations, Recorder& recorder) {
  LossGradient loss(line.network, Loss::kMse, Backprop::kExact, line.inputs, line.targets);
  GradientDescent descent(rate);
  return train(loss, descent, iterations, line.weight, {&recorder});
}

}  // namespace

TEST_CASE("observers are shown the start and the state after each update") {
  Line line;
  Recorder recorder;
  const TrainingResult result = train_line(line, 0.01, 3, recorder);
  CHECK(result.iterations == 3);
  CHECK(result.stop == Stop::kIterations);
  CHECK(recorder.iterations == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(recorder.weights.front() == 0);
  CHECK(recorder.weights.back() == line.weight[0]);
  CHECK(recorder.losses.front() == 30);  // mean of (2x)^2
  CHECK(recorder.losses.back() == result.loss);
  // w <- w - rate * 15 (w - 2): the error shrinks by 1 - 0.15
  CHECK(line.weight[0] == Approx(2 - 2 * std::pow(0.85, 3)));
}

TEST_CASE("no iterations measure the start") {
  Line line;
  Recorder recorder;
  const TrainingResult result = train_line(line, 0.01, 0, recorder);
  CHECK(result.iterations == 0);
  CHECK(result.loss == 30);
  CHECK(line.weight[0] == 0);
  CHECK(recorder.iterations == std::vector<std::size_t>{0});
}

TEST_CASE("divergence stops with the last weights whose loss was finite") {
  Line line;
  Recorder recorder;
  const TrainingResult result = train_line(line, 1e3, 100'000, recorder);
  CHECK(result.stop == Stop::kDiverged);
  CHECK(result.iterations > 0);
  CHECK(result.iterations < 100);
  CHECK(std::isfinite(line.weight[0]));
  CHECK(std::isfinite(result.loss));
  CHECK(recorder.iterations.size() == result.iterations + 1);
  CHECK(recorder.weights.back() == line.weight[0]);
  CHECK(recorder.losses.back() == result.loss);
}

TEST_CASE("a start whose loss is infinite is told as divergence before any update") {
  Line line;
  line.weight = {1e200};
  Recorder recorder;
  const TrainingResult result = train_line(line, 0.01, 10, recorder);
  CHECK(result.stop == Stop::kDiverged);
  CHECK(result.iterations == 0);
  CHECK(line.weight[0] == 1e200);
}

TEST_CASE("a network beyond the machine's memory is refused before it is made") {
  const Network huge({2, 1'000'000'000, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK(training_bytes(huge, 11) > 1e12);
  CHECK_THROWS_AS(check_memory(huge, 11), UsageError);
  CHECK_THROWS_WITH(check_memory(huge, 11), ContainsSubstring("GiB"));
  const Network small({2, 5, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK_NOTHROW(check_memory(small, 11));
}
