// The gradient against central differences of the loss, for every activation and loss, 0 to 3 hidden layers.

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "math/normal.hpp"
#include "network/loss_gradient.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

struct Problem {
  Network network;
  BlockMatrix inputs;
  BlockMatrix targets;
  std::vector<double> parameters;
};

std::vector<Activation> layer_activations(Activation hidden, Activation output, std::size_t layers) {
  std::vector<Activation> activations(layers, hidden);
  activations.push_back(output);
  return activations;
}

/// The smallest |z| of any hidden unit on any row: how near the rows come to the kink of relu.
double nearest_kink(const Problem& problem) {
  double nearest = 1;
  for (std::size_t row = 0; row < problem.inputs.rows(); ++row) {
    std::vector<double> h;
    for (std::size_t i = 0; i < problem.inputs.columns(); ++i) h.push_back(problem.inputs.at(row, i));
    for (const Layer& layer : problem.network.layers()) {
      std::vector<double> z(layer.outputs);
      const std::span<const double> all = problem.parameters;
      for (std::size_t o = 0; o < layer.outputs; ++o) {
        z[o] = layer.has_bias ? layer.bias(all)[o] : 0;
        for (std::size_t i = 0; i < layer.inputs; ++i)
          z[o] += h[i] * layer.weights(all)[i * layer.outputs + o];
        if (&layer != &problem.network.layers().back()) nearest = std::min(nearest, std::abs(z[o]));
        z[o] = z[o] < 0 ? 0 : z[o];
      }
      h = z;
    }
  }
  return nearest;
}

/// Whether relu has switched every path off: then there is no gradient to check.
bool is_dead(const Problem& problem) {
  std::vector<double> gradient(problem.parameters.size());
  LossGradient(problem.network, Loss::kSse, Backprop::kExact, problem.inputs, problem.targets)(
      problem.parameters, gradient);
  return std::all_of(gradient.begin(), gradient.end(), [](double g) { return g == 0; });
}

Problem draw(Activation hidden, Activation output, std::size_t layers, bool bias, std::size_t rows,
             std::uint64_t seed) {
  std::vector<std::size_t> sizes = {3};
  for (std::size_t l = 0; l < layers; ++l) sizes.push_back(4 - l);
  sizes.push_back(1);
  Problem problem{
      Network(sizes, layer_activations(hidden, output, layers), bias), BlockMatrix(3), BlockMatrix(1), {}};
  problem.parameters.resize(problem.network.parameter_count());
  do {  // points within 1e-3 of relu's kink are drawn again, dead networks too
    RandomStream random(seed++, RandomPurpose::kStart);
    problem.inputs = BlockMatrix(3);
    problem.targets = BlockMatrix(1);
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<double> x(3);
      fill_normal(random, x);
      problem.inputs.append(x);
      problem.targets.append(std::vector<double>{random.uniform() < 0.5 ? 0.0 : 1.0});
    }
    fill_normal(random, problem.parameters);
  } while (hidden == Activation::kRelu && (nearest_kink(problem) < 1e-3 || is_dead(problem)));
  return problem;
}

/// |g - g'| / max(|g|, |g'|), g' by central differences of step 1e-5.
double gradient_error(const Problem& problem, Loss loss) {
  LossGradient function(problem.network, loss, Backprop::kExact, problem.inputs, problem.targets);
  std::vector<double> gradient(problem.parameters.size());
  function(problem.parameters, gradient);
  double difference = 0;
  double norm = 0;
  double numeric_norm = 0;
  std::vector<double> point = problem.parameters;
  for (std::size_t p = 0; p < point.size(); ++p) {
    constexpr double kStep = 1e-5;
    const double here = point[p];
    point[p] = here + kStep;
    const double above = function.value(point);
    point[p] = here - kStep;
    const double below = function.value(point);
    point[p] = here;
    const double numeric = (above - below) / (2 * kStep);
    difference += (gradient[p] - numeric) * (gradient[p] - numeric);
    norm += gradient[p] * gradient[p];
    numeric_norm += numeric * numeric;
  }
  return std::sqrt(difference) / std::sqrt(std::max(norm, numeric_norm));
}

}  // namespace

TEST_CASE("the gradient is the loss's, for every activation, loss and depth, with and without biases") {
  std::uint64_t seed = 100;
  for (const Activation hidden :
       {Activation::kSigmoid, Activation::kTanh, Activation::kRelu, Activation::kIdentity}) {
    for (const Activation output : {Activation::kSigmoid, Activation::kIdentity, Activation::kTanh}) {
      for (const Loss loss : {Loss::kSse, Loss::kHalfSse, Loss::kMse, Loss::kHalfMse}) {
        for (std::size_t layers = 0; layers <= 3; ++layers) {
          for (const bool bias : {true, false}) {
            // relu needs few rows: each one must stay off the kink.
            const Problem problem = draw(hidden, output, layers, bias, 9, seed += 1000);
            CAPTURE(name_of(hidden), name_of(output), name_of(loss), layers, bias);
            CHECK(gradient_error(problem, loss) < 1e-7);
          }
        }
      }
    }
  }
}

TEST_CASE("the gradient is the loss's for any number of rows") {
  for (const std::size_t rows : {1U, 7U, 8U, 9U, 128U, 129U, 257U, 400U}) {
    CAPTURE(rows);
    CHECK(gradient_error(draw(Activation::kTanh, Activation::kSigmoid, 2, true, rows, rows), Loss::kMse) <
          1e-7);
  }
}

TEST_CASE("value is the same bits as value and gradient together") {
  const Problem problem = draw(Activation::kSigmoid, Activation::kSigmoid, 1, true, 300, 5);
  LossGradient function(problem.network, Loss::kSse, Backprop::kExact, problem.inputs, problem.targets);
  std::vector<double> gradient(problem.parameters.size());
  const double value = function(problem.parameters, gradient);
  const std::size_t correct = function.correct();
  CHECK(function.value(problem.parameters) == value);
  CHECK(function.correct() == correct);
}

TEST_CASE("the two rules differ only in the hidden layer") {
  const Problem problem = draw(Activation::kSigmoid, Activation::kSigmoid, 1, true, 50, 6);
  std::vector<double> exact(problem.parameters.size());
  std::vector<double> lecture(problem.parameters.size());
  LossGradient(problem.network, Loss::kSse, Backprop::kExact, problem.inputs, problem.targets)(
      problem.parameters, exact);
  LossGradient(problem.network, Loss::kSse, Backprop::kLecture, problem.inputs, problem.targets)(
      problem.parameters, lecture);
  const std::size_t output = problem.network.layers().back().offset;
  for (std::size_t p = 0; p < exact.size(); ++p) CHECK((exact[p] == lecture[p]) == (p >= output));
}
