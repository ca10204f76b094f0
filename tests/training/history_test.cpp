#include "training/history.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

History kept(std::uint64_t iterations, std::size_t restarts = 1) {
  Line line;
  HistoryKeeper keeper(false, restarts);
  GradientDescent descent(1, 1e-4);
  LossGradient function(line.network, line.objective, 1);
  train(function, descent, line.splits, {.iterations = iterations}, line.weight, {.observers = {&keeper}});
  return keeper.of(0);
}

/// 7.5 (w - 2)^2; each iteration multiplies w - 2 by 1 - 15 a.
double loss_after(std::size_t iterations) {
  return 30 * std::pow(1 - 15e-4, 2.0 * static_cast<double>(iterations));
}

}  // namespace

TEST_CASE("a short history holds every iteration") {
  const History history = kept(20);
  REQUIRE(history.size() == 21);
  for (std::size_t i = 0; i < history.size(); ++i) {
    CHECK(history[i].iteration == i);
    CHECK(history[i].train.loss == Approx(loss_after(i)));
    CHECK(std::isnan(history[i].train.accuracy));
    CHECK_FALSE(history[i].validation);
  }
}

TEST_CASE("a long history holds some hundred points at even distances, from the start on") {
  for (const std::uint64_t iterations : {511U, 512U, 513U, 1024U, 5000U}) {
    const History history = kept(iterations);
    CAPTURE(iterations);
    CHECK(history.size() > 250);
    CHECK(history.size() <= 513);
    CHECK(history.front().iteration == 0);
    const std::size_t distance = history[1].iteration;
    for (std::size_t i = 0; i < history.size(); ++i) {
      const bool is_last = i + 1 == history.size();
      REQUIRE(history[i].iteration == (is_last ? iterations : i * distance));
      REQUIRE(history[i].train.loss == Approx(loss_after(history[i].iteration)));
    }
    CHECK(history[history.size() - 2].iteration + distance >= iterations);
  }
}

TEST_CASE("many starts have fewer points each") {
  CHECK(kept(2000, 1 << 16).size() <= 17);
  CHECK(kept(2000, 1 << 16).size() > 8);
}

TEST_CASE("a start that was never seen has no history") {
  const Line line;
  CHECK(HistoryKeeper(false, 1).of(3).empty());
}

TEST_CASE("a start that ends before an iteration is shown has its end") {
  Line line;
  LossGradient function(line.network, line.objective, 1);
  Monitor monitor(function, line.splits);
  monitor.move_to(line.weight, {});
  HistoryKeeper keeper(false, 3);
  keeper.on_end({7, 2, line.weight, monitor});
  REQUIRE(keeper.of(2).size() == 1);
  CHECK(keeper.of(2)[0].iteration == 7);
  CHECK(keeper.of(2)[0].train.loss == Approx(30));
}
