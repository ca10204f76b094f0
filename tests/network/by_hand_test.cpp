// The lecture's backpropagation by hand, with the public forward and gradient functions. R computed the
// expected numbers.

#include <vector>

#include "network/loss_gradient.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

using namespace nntrain;
using nntrain::test::read_golden;

namespace {

/// x = (2, 3), y = 1 and 2-2-1 units without biases.
struct ByHand {
  explicit ByHand(Activation activation)
      : network({2, 2, 1}, {activation, activation}, false),
        samples{BlockMatrix(2), BlockMatrix(1), BlockMatrix(0), 1} {
    samples.inputs.append(std::vector<double>{2, 3});
    samples.targets.append(std::vector<double>{1});
  }

  Network network;
  Samples samples;
  std::vector<double> parameters = {.11, .12, .21, .08, .14, .15};  // w11 w12 w21 w22, then W2
};

void check_equal(const std::vector<double>& values, const std::vector<double>& golden) {
  REQUIRE(values.size() == golden.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(values[i] == Approx(golden[i]).epsilon(0).margin(1e-13));
}

std::vector<double> hidden(const ByHand& problem, Workspace& workspace) {
  forward({problem.network, problem.parameters, problem.samples, 0, workspace});
  return {workspace.h[0].at(0, 0), workspace.h[0].at(0, 1)};
}

}  // namespace

TEST_CASE("forward and gradient of the identity network are those of the board") {
  const auto golden = read_golden("lecture.txt");
  ByHand problem(Activation::kIdentity);
  Workspace workspace(problem.network);
  LossGradient cost(problem.network, {.loss = Loss::kHalfSse}, 1);
  std::vector<double> gradient(6);
  for (int k = 0; k <= 2; ++k) {
    const std::string at = "by_hand.a0.05.k" + std::to_string(k);
    CAPTURE(at);
    const double c = cost(problem.samples, problem.parameters, gradient);
    check_equal(hidden(problem, workspace), golden.at(at + ".h"));
    check_equal({workspace.output()[0]}, golden.at(at + ".yhat"));
    check_equal({c}, golden.at(at + ".cost"));
    check_equal({gradient.begin(), gradient.begin() + 4}, golden.at(at + ".dw1"));
    check_equal({gradient.begin() + 4, gradient.end()}, golden.at(at + ".dw2"));
    for (std::size_t p = 0; p < 6; ++p) problem.parameters[p] -= 0.05 * gradient[p];
  }
}

TEST_CASE("forward and gradient of the sigmoid variant are those of the board") {
  const auto golden = read_golden("lecture.txt");
  const ByHand problem(Activation::kSigmoid);
  Workspace workspace(problem.network);
  LossGradient cost(problem.network, {.loss = Loss::kHalfSse}, 1);
  std::vector<double> gradient(6);
  const double c = cost(problem.samples, problem.parameters, gradient);
  check_equal(hidden(problem, workspace), golden.at("by_hand.sigmoid.h"));
  check_equal({workspace.output()[0]}, golden.at("by_hand.sigmoid.yhat"));
  check_equal({c}, golden.at("by_hand.sigmoid.cost"));
  check_equal({gradient.begin(), gradient.begin() + 4}, golden.at("by_hand.sigmoid.dw1"));
  check_equal({gradient.begin() + 4, gradient.end()}, golden.at("by_hand.sigmoid.dw2"));
  // As printed in the lecture notes.
  CHECK(workspace.output()[0] == Approx(0.547541).margin(5e-7));
  CHECK(c == Approx(0.102359).margin(5e-7));
  CHECK(gradient[3] == Approx(-0.011911005).margin(5e-10));
}
