// Compares the gradient with central differences for every activation and loss and 0 to 3 hidden layers.

#include "network/gradient_check.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

constexpr Loss kSquares[] = {Loss::kSse, Loss::kHalfSse, Loss::kMse, Loss::kHalfMse};

/// Every activation and depth, with biases, row weights and several outputs in turn.
void check_pair(const LossFunction& loss, Activation output, std::uint64_t seed) {
  std::size_t turn = seed;
  for (const Activation hidden : hidden_activations()) {
    if (!can_be_trained(hidden)) continue;
    for (std::size_t layers = 0; layers <= 3; ++layers, ++turn) {
      if (layers == 0 && hidden != hidden_activations().front()) continue;
      Recipe recipe{.hidden = hidden, .output = output, .layers = layers};
      recipe.outputs = output == Activation::kSoftmax || turn % 3 == 0 ? 3 : 1;
      recipe.has_bias = turn % 2 == 0;
      recipe.has_weights = turn % 5 < 2;
      const std::string text = recipe.text();
      CAPTURE(name_of(loss), text);
      CHECK(gradient_error(draw(recipe, 1000 * turn), {.loss = loss}) < 1e-7);
    }
  }
}

}  // namespace

TEST_CASE("the gradient of squares is the loss's for every activation and depth") {
  std::uint64_t seed = 100;
  for (const Activation output :
       {Activation::kSigmoid, Activation::kIdentity, Activation::kTanh, Activation::kSoftmax}) {
    for (const Loss loss : kSquares) check_pair(loss, output, seed += 97);
  }
}

TEST_CASE("the gradient of the losses for numbers is the loss's away from their kinks") {
  std::uint64_t seed = 7000;
  for (const Activation output : {Activation::kIdentity, Activation::kTanh, Activation::kSigmoid}) {
    check_pair(Loss::kMae, output, seed += 97);
    for (const double bend : {0.2, 0.6, 2.0}) check_pair({Loss::kHuber, bend}, output, seed += 97);
  }
}

TEST_CASE("huber with a large bend is half the squared error, and with a small one the absolute error") {
  const Problem problem =
      draw({.output = Activation::kIdentity, .outputs = 3, .has_weights = true, .rows = 300}, 5);
  const auto value_of = [&](const LossFunction& loss) { return slope_of(problem, {.loss = loss}).value; };
  CHECK(value_of({Loss::kHuber, 1e6}) == Approx(value_of(Loss::kHalfMse)).epsilon(1e-13));
  CHECK(value_of({Loss::kHuber, 1e-9}) / 1e-9 == Approx(value_of(Loss::kMae)).epsilon(1e-8));
}

TEST_CASE("the gradient of cross-entropy is the loss's for sigmoids and softmax") {
  for (const std::uint64_t seed : {3U, 1004U}) {
    check_pair(Loss::kCrossEntropy, Activation::kSigmoid, seed);
    check_pair(Loss::kCrossEntropy, Activation::kSoftmax, seed);
  }
}

TEST_CASE("the gradient is the loss's with one output and several, weights and biases or none") {
  std::uint64_t seed = 40'000;
  for (const std::size_t outputs : {1U, 3U}) {
    for (const bool has_bias : {true, false}) {
      for (const bool has_weights : {true, false}) {
        for (const Loss loss : {Loss::kSse, Loss::kHalfMse, Loss::kCrossEntropy}) {
          const Recipe recipe{.hidden = Activation::kTanh,
                              .layers = 2,
                              .outputs = outputs,
                              .has_bias = has_bias,
                              .has_weights = has_weights};
          const std::string text = recipe.text();
          CAPTURE(name_of(loss), text);
          CHECK(gradient_error(draw(recipe, ++seed), {.loss = loss}) < 1e-7);
        }
      }
    }
  }
}

TEST_CASE("the gradient is the loss's for any number of rows") {
  for (const std::size_t rows : {1U, 7U, 8U, 9U, 128U, 129U, 257U}) {
    CAPTURE(rows);
    const Recipe one{.hidden = Activation::kTanh, .layers = 2, .has_weights = rows > 1, .rows = rows};
    CHECK(gradient_error(draw(one, rows), {.loss = Loss::kMse}) < 1e-7);
    const Recipe classes{.output = Activation::kSoftmax, .outputs = 3, .rows = rows};
    CHECK(gradient_error(draw(classes, rows), {.loss = Loss::kCrossEntropy}) < 1e-7);
  }
}

TEST_CASE("value is the same bits as value and gradient together") {
  const std::vector<LossFunction> losses = {
      Loss::kSse, Loss::kHalfMse, Loss::kCrossEntropy, Loss::kMae, {Loss::kHuber, 0.3}};
  for (const LossFunction& loss : losses) {
    for (const Activation output : {Activation::kSigmoid, Activation::kSoftmax}) {
      const Problem problem = draw({.output = output, .outputs = 3, .has_weights = true, .rows = 300}, 5);
      LossGradient function(problem.network, {.loss = loss}, problem.blocks());
      CHECK(function.value(problem.samples, problem.parameters) == slope_of(problem, {.loss = loss}).value);
    }
  }
}

TEST_CASE("the two rules differ only in the hidden layer") {
  const Problem problem = draw({.rows = 50}, 6);
  const std::vector<double> exact = slope_of(problem, {}).gradient;
  const std::vector<double> lecture = slope_of(problem, {.backprop = Backprop::kLecture}).gradient;
  const std::size_t output = problem.network.layers().back().offset;
  for (std::size_t p = 0; p < exact.size(); ++p) CHECK((exact[p] == lecture[p]) == (p >= output));
}

TEST_CASE("the activations with a kink at 0 are those whose slopes beside it differ") {
  for (const Activation activation : hidden_activations()) {
    if (!can_be_trained(activation)) continue;
    constexpr double kStep = 1e-4;
    BlockMatrix z(1);
    z.append(std::vector<double>{-kStep});
    z.append(std::vector<double>{0});
    z.append(std::vector<double>{kStep});
    activate(activation, z.block(0), 1, 1);
    const double left = (z.at(1, 0) - z.at(0, 0)) / kStep;
    const double right = (z.at(2, 0) - z.at(1, 0)) / kStep;
    INFO(name_of(activation));
    CHECK(has_kink(activation) == (std::abs(left - right) > 0.1));
  }
}
