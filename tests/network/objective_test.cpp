// The parts of an objective besides the loss: row weights, penalty, fixed biases, dropout.

#include <cmath>

#include "network/gradient_check.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

constexpr Loss kLosses[] = {Loss::kSse, Loss::kHalfSse, Loss::kMse, Loss::kHalfMse, Loss::kCrossEntropy};

double squared_weights(const Problem& problem) {
  const std::vector<bool> is_bias = bias_mask(problem.network);
  double sum = 0;
  for (std::size_t p = 0; p < is_bias.size(); ++p) {
    if (!is_bias[p]) sum += problem.parameters[p] * problem.parameters[p];
  }
  return sum;
}

}  // namespace

TEST_CASE("a penalty adds half of l2 times the squared weights, without the biases, and their gradient") {
  std::uint64_t seed = 70'000;
  for (const Loss loss : kLosses) {
    for (const bool has_bias : {true, false}) {
      const Problem problem =
          draw({.hidden = Activation::kTanh, .layers = 2, .has_bias = has_bias, .has_weights = true}, ++seed);
      const Slope plain = slope_of(problem, {.loss = loss});
      const Slope penalised = slope_of(problem, {.loss = loss, .l2 = 0.3});
      CAPTURE(name_of(loss), has_bias);
      CHECK(penalised.value == Approx(plain.value + 0.15 * squared_weights(problem)).epsilon(1e-14));
      CHECK(gradient_error(problem, {.loss = loss, .l2 = 0.3}) < 1e-7);
      const std::vector<bool> is_bias = bias_mask(problem.network);
      for (std::size_t p = 0; p < is_bias.size(); ++p) {
        if (is_bias[p]) CHECK(penalised.gradient[p] == plain.gradient[p]);
      }
      LossGradient function(problem.network, {.loss = loss, .l2 = 0.3}, 1);
      CHECK(function.value(problem.samples, problem.parameters) == plain.value);
    }
  }
}

TEST_CASE("fixed biases have gradient 0, all else is unchanged") {
  for (const double l2 : {0.0, 0.1}) {
    for (const double dropout : {0.0, 0.4}) {
      const Problem problem = draw({.layers = 2, .outputs = 3, .rows = 20}, 11);
      Objective objective{.loss = Loss::kMse, .l2 = l2, .dropout = dropout};
      const Slope free = slope_of(problem, objective);
      objective.fixed_bias = true;
      const Slope fixed = slope_of(problem, objective);
      const std::vector<bool> is_bias = bias_mask(problem.network);
      CHECK(fixed.value == free.value);
      for (std::size_t p = 0; p < is_bias.size(); ++p) {
        CHECK(fixed.gradient[p] == (is_bias[p] ? 0 : free.gradient[p]));
      }
      CHECK(gradient_error(problem, objective) < 1e-7);
    }
  }
}

TEST_CASE("with dropout the gradient is that of the objective with the same masks") {
  std::uint64_t seed = 80'000;
  for (const Loss loss : kLosses) {
    for (const Activation output : {Activation::kSigmoid, Activation::kSoftmax}) {
      for (const std::size_t rows : {9U, 150U}) {
        const Problem problem = draw({.hidden = Activation::kTanh,
                                      .output = output,
                                      .layers = 2,
                                      .outputs = 3,
                                      .has_weights = true,
                                      .rows = rows},
                                     ++seed);
        CAPTURE(name_of(loss), name_of(output), rows);
        CHECK(gradient_error(problem, {.loss = loss, .l2 = 0.01, .dropout = 0.4}, seed) < 1e-7);
      }
    }
    // One layer: the position of its kinks does not depend on the masks.
    const Problem problem = draw({.hidden = Activation::kRelu}, ++seed);
    CHECK(gradient_error(problem, {.loss = loss, .dropout = 0.2}, seed) < 1e-7);
  }
}

TEST_CASE("a row of weight 3 counts as three rows, one of weight 0 as none") {
  for (const Loss loss : kLosses) {
    RandomStream random(12, RandomPurpose::kStart);
    Problem weighted = draw({.outputs = 3, .has_weights = true, .rows = 0}, 1);
    Problem repeated = draw({.outputs = 3, .rows = 0}, 1);
    const Samples rows = draw_samples({.outputs = 3, .rows = 40}, random);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      const std::vector<double> x = {rows.inputs.at(row, 0), rows.inputs.at(row, 1), rows.inputs.at(row, 2)};
      const std::vector<double> t = {rows.targets.at(row, 0), rows.targets.at(row, 1),
                                     rows.targets.at(row, 2)};
      const std::size_t times = row % 4;
      weighted.samples.inputs.append(x);
      weighted.samples.targets.append(t);
      weighted.samples.weights.append(std::vector<double>{static_cast<double>(times)});
      for (std::size_t i = 0; i < times; ++i) {
        repeated.samples.inputs.append(x);
        repeated.samples.targets.append(t);
      }
    }
    repeated.samples.total_weight = static_cast<double>(repeated.samples.rows());
    weighted.samples.total_weight = repeated.samples.total_weight;
    const Slope a = slope_of(weighted, {.loss = loss});
    const Slope b = slope_of(repeated, {.loss = loss});
    CAPTURE(name_of(loss));
    CHECK(a.value == Approx(b.value).epsilon(1e-14));
    for (std::size_t p = 0; p < a.gradient.size(); ++p) {
      CHECK(a.gradient[p] == Approx(b.gradient[p]).margin(1e-13));
    }
  }
}

TEST_CASE("a mean over no weight at all is 0, and so is its gradient") {
  Problem problem = draw({.has_weights = true}, 3);
  for (std::size_t row = 0; row < problem.samples.rows(); ++row) problem.samples.weights.set(row, 0, 0);
  problem.samples.total_weight = 0;
  for (const Loss loss : kLosses) {
    const Slope slope = slope_of(problem, {.loss = loss});
    CHECK(slope.value == 0);
    CHECK(slope.gradient == std::vector<double>(slope.gradient.size(), 0.0));
  }
}

TEST_CASE("a step unit learns by Rosenblatt's rule") {
  Problem problem{Network({2, 1}, {Activation::kStep}, true),
                  {BlockMatrix(2), BlockMatrix(1), BlockMatrix(0), 1},
                  {0.5, 1, -1}};
  problem.samples.inputs.append(std::vector<double>{3, 2});
  problem.samples.targets.append(std::vector<double>{0});
  const Slope wrong = slope_of(problem, {.loss = Loss::kHalfSse});
  CHECK(wrong.value == 0.5);
  CHECK(wrong.gradient == std::vector<double>{1, 3, 2});
  problem.samples.targets.set(0, 0, 1);
  const Slope right = slope_of(problem, {.loss = Loss::kHalfSse});
  CHECK(right.value == 0);
  CHECK(right.gradient == std::vector<double>{0, 0, 0});
  problem.parameters[0] = -1;  // z = 0 is class 0
  CHECK(slope_of(problem, {.loss = Loss::kHalfSse}).gradient == std::vector<double>{-1, -3, -2});
}

TEST_CASE("outputs gives every row's, without dropout, into a matrix that may be too long") {
  const Problem problem = draw({.output = Activation::kSoftmax, .layers = 2, .outputs = 3, .rows = 200}, 8);
  BlockMatrix outputs(3);
  outputs.grow_to(500);
  LossGradient function(problem.network, {.loss = Loss::kCrossEntropy, .dropout = 0.5}, 4);
  std::vector<double> gradient(problem.parameters.size());
  function(problem.samples, problem.parameters, gradient);
  function.outputs(problem.samples, problem.parameters, outputs);
  double loss = 0;
  for (std::size_t row = 0; row < 200; ++row) {
    double sum = 0;
    for (std::size_t o = 0; o < 3; ++o) {
      sum += outputs.at(row, o);
      if (problem.samples.targets.at(row, o) == 1) loss -= std::log(outputs.at(row, o));
    }
    CHECK(sum == Approx(1).epsilon(1e-14));
  }
  CHECK(function.value(problem.samples, problem.parameters) == Approx(loss / 200).epsilon(1e-12));
}

TEST_CASE("outputs and loss of one pass are those of two") {
  for (const std::size_t outputs : {std::size_t{1}, std::size_t{3}}) {
    const Problem problem = draw({.outputs = outputs, .has_weights = true, .rows = 300}, 5);
    Workers two(2);
    LossGradient function(problem.network, {.loss = Loss::kMse, .l2 = 0.3, .dropout = 0.4}, problem.blocks(),
                          1, two);
    BlockMatrix apart(outputs);
    BlockMatrix together(outputs);
    function.outputs(problem.samples, problem.parameters, apart);
    const double loss = function.outputs_and_value(problem.samples, problem.parameters, together);
    CHECK(loss == function.value(problem.samples, problem.parameters));
    REQUIRE(together.rows() == 300);
    for (std::size_t row = 0; row < 300; ++row) {
      for (std::size_t o = 0; o < outputs; ++o) CHECK(together.at(row, o) == apart.at(row, o));
    }
  }
}
