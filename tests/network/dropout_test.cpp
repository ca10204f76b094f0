#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "network/gradient_check.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// The sums of a hidden layer's activations before and after dropout, over many draws of the masks.
struct Handed {
  std::size_t values = 0;
  std::size_t dropped = 0;
  double h = 0;
  double handed_on = 0;
};

Handed hand_on(const Problem& problem, double rate, std::size_t layer, int draws) {
  Workspace workspace(problem.network);
  RandomLanes random = random_lanes(21, RandomPurpose::kDropout);
  Handed sum;
  for (int draw = 0; draw < draws; ++draw) {
    draw_masks({problem.network, problem.parameters, problem.samples, 0, workspace}, rate, random);
    forward({problem.network, problem.parameters, problem.samples, 0, workspace});
    for (std::size_t unit = 0; unit < problem.network.layers()[layer].outputs; ++unit) {
      for (std::size_t row = 0; row < problem.samples.rows(); ++row) {
        const double h = workspace.activations(layer)[unit * kBlockRows + row];
        const double handed_on = workspace.handed_on(layer)[unit * kBlockRows + row];
        if (handed_on != 0) REQUIRE(handed_on == h * (1 / (1 - rate)));
        ++sum.values;
        sum.dropped += handed_on == 0 ? 1U : 0U;
        sum.h += h;
        sum.handed_on += handed_on;
      }
    }
  }
  return sum;
}

Slope dropped_slope(const Problem& problem, double rate, std::uint64_t seed) {
  return slope_of(problem, {.loss = Loss::kMse, .dropout = rate}, seed);
}

}  // namespace

TEST_CASE("what is dropped is made good by what is kept") {
  const Problem problem = draw({.layers = 2, .rows = 128}, 30);
  for (const double rate : {0.1, 0.5, 0.8}) {
    for (const std::size_t layer : {0U, 1U}) {
      // h of the deeper layer depends on the masks of the first one: compare means over the same draws.
      const Handed sum = hand_on(problem, rate, layer, 40);
      const auto values = static_cast<double>(sum.values);
      const double deviation = std::sqrt(rate * (1 - rate) / values);
      CAPTURE(rate, layer);
      CHECK(std::abs(static_cast<double>(sum.dropped) / values - rate) < 4 * deviation);
      CHECK(std::abs(sum.handed_on - sum.h) / values < 4 * deviation / (1 - rate));
    }
  }
}

TEST_CASE("masks are those that numpy computes from the definition") {
  struct Case {
    std::uint64_t seed;
    std::uint64_t index;
    double rate;
    std::size_t rows;
    std::vector<std::size_t> units;
  };
  // as in scripts/golden/dropout_masks.py
  const std::vector<Case> cases = {{1, 0, 0.3, 32, {3}},       {1, 1, 0.3, 32, {3}},
                                   {7, 250, 0.5, 128, {2, 3}}, {~0ULL, 12345678901, 0.9, 13, {4, 1, 2}},
                                   {3, 2, 0, 8, {2}},          {4, 3, 1e-9, 100, {1}}};
  const auto golden = read_golden("dropout_masks.txt");
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& one = cases[i];
    std::vector<std::size_t> sizes = one.units;
    sizes.insert(sizes.begin(), 1);
    sizes.push_back(1);
    const Network network(sizes, std::vector<Activation>(sizes.size() - 1, Activation::kSigmoid), true);
    Samples samples{BlockMatrix(1), BlockMatrix(1), BlockMatrix(0), static_cast<double>(one.rows)};
    samples.inputs.grow_to(one.rows);
    const std::vector<double> parameters(network.parameter_count());
    Workspace workspace(network);
    RandomLanes random = random_lanes(one.seed, RandomPurpose::kDropout, one.index);
    draw_masks({network, parameters, samples, 0, workspace}, one.rate, random);
    for (std::size_t l = 0; l < one.units.size(); ++l) {
      std::vector<double> kept;
      for (std::size_t unit = 0; unit < one.units[l]; ++unit) {
        for (std::size_t row = 0; row < one.rows; ++row) {
          const double mask = workspace.masks[l].at(row, unit);
          if (mask != 0) REQUIRE(mask == 1 / (1 - one.rate));
          kept.push_back(mask == 0 ? 0 : 1);
        }
      }
      CAPTURE(i, l);
      CHECK(kept == golden.at(fmt::format("masks.{}.{}", i, l)));
    }
  }
}

TEST_CASE("dropout at rate 0 is none, bit for bit") {
  const Problem problem = draw({.layers = 2, .rows = 20}, 31);
  Workspace plain(problem.network);
  Workspace masked(problem.network);
  RandomLanes random = random_lanes(1, RandomPurpose::kDropout);
  draw_masks({problem.network, problem.parameters, problem.samples, 0, masked}, 0, random);
  forward({problem.network, problem.parameters, problem.samples, 0, plain});
  forward({problem.network, problem.parameters, problem.samples, 0, masked});
  for (std::size_t row = 0; row < 20; ++row) CHECK(masked.output()[row] == plain.output()[row]);
  CHECK(dropped_slope(problem, 0, 1).gradient == dropped_slope(problem, 0, 2).gradient);
}

TEST_CASE("masks follow from the seed and from the gradients before") {
  const Problem problem = draw({.layers = 2, .rows = 150}, 32);
  CHECK(dropped_slope(problem, 0.5, 7).gradient == dropped_slope(problem, 0.5, 7).gradient);
  CHECK(dropped_slope(problem, 0.5, 7).gradient != dropped_slope(problem, 0.5, 8).gradient);

  LossGradient one(problem.network, {.loss = Loss::kMse, .dropout = 0.5}, 2, 7);
  LossGradient other(problem.network, {.loss = Loss::kMse, .dropout = 0.5}, 2, 7);
  std::vector<double> first(problem.parameters.size());
  std::vector<double> second(first);
  std::vector<double> again(first);
  one(problem.samples, problem.parameters, first);
  one(problem.samples, problem.parameters, second);
  other(problem.samples, problem.parameters, again);
  other.value(problem.samples, problem.parameters);
  CHECK(again == first);
  CHECK(second != first);
  other(problem.samples, problem.parameters, again);
  CHECK(again == second);
}

TEST_CASE("the loss is measured with all units") {
  for (const std::size_t rows : {128U, 150U}) {  // one block, and two
    const Problem problem = draw({.layers = 1, .rows = rows}, 33);
    LossGradient plain(problem.network, {.loss = Loss::kMse}, 2);
    LossGradient dropping(problem.network, {.loss = Loss::kMse, .dropout = 0.5}, 2);
    std::vector<double> gradient(problem.parameters.size());
    const double loss = plain.value(problem.samples, problem.parameters);
    CHECK(dropping(problem.samples, problem.parameters, gradient) != loss);
    CHECK(dropping.value(problem.samples, problem.parameters) == loss);
  }
}

TEST_CASE("a network without hidden layers has nothing to drop") {
  const Problem problem = draw({.layers = 0}, 34);
  CHECK(dropped_slope(problem, 0.5, 1).gradient == dropped_slope(problem, 0, 1).gradient);
}
