#include "training/snapshots.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

Snapshots kept(std::uint64_t iterations, std::uint64_t every, std::size_t restarts = 1,
               std::size_t parameters = 1) {
  Line line;
  SnapshotKeeper keeper(every, parameters, restarts);
  GradientDescent descent(1, 1e-3);
  LossGradient function(line.network, line.objective, 1);
  train(function, descent, line.splits, {.iterations = iterations}, line.weight, {.observers = {&keeper}});
  Snapshots snapshots = keeper.take(0);
  REQUIRE(snapshots.back().parameters == line.weight);
  return snapshots;
}

std::vector<std::uint64_t> iterations_of(const Snapshots& snapshots) {
  std::vector<std::uint64_t> iterations;
  for (const Snapshot& one : snapshots) iterations.push_back(one.iteration);
  return iterations;
}

/// Shows the keeper an iteration of start `restart`, or its end.
struct Shown {
  Line line;
  LossGradient function{line.network, line.objective, 1};
  Monitor monitor{function, line.splits};

  IterationView at(std::size_t iteration, std::size_t restart) {
    return {iteration, restart, line.weight, monitor};
  }
};

}  // namespace

TEST_CASE("snapshots hold the weights after 0, N, 2N ... iterations and at the end") {
  CHECK(iterations_of(kept(10, 5)) == std::vector<std::uint64_t>{0, 5, 10});
  CHECK(iterations_of(kept(11, 5)) == std::vector<std::uint64_t>{0, 5, 10, 11});
  CHECK(iterations_of(kept(3, 5)) == std::vector<std::uint64_t>{0, 3});
  CHECK(iterations_of(kept(0, 5)) == std::vector<std::uint64_t>{0});
  for (const Snapshot& one : kept(20, 3)) {
    REQUIRE(one.parameters.size() == 1);
    CHECK(one.parameters[0] == Approx(2 - 2 * std::pow(1 - 15e-3, static_cast<double>(one.iteration))));
    CHECK_FALSE(one.is_restored);
  }
}

TEST_CASE("without a pace there are up to 64 snapshots, at even distances of 1, 2, 4 ...") {
  CHECK(kept(63, 0).size() == 64);
  CHECK(kept(63, 0)[1].iteration == 1);
  CHECK(kept(64, 0)[1].iteration == 2);
  const Snapshots many = kept(5001, 0);
  CHECK(many.size() == 5000 / 128 + 2);
  for (std::size_t i = 0; i + 1 < many.size(); ++i) CHECK(many[i].iteration == 128 * i);
  CHECK(many.back().iteration == 5001);
}

TEST_CASE(
    "many starts of many numbers have fewer snapshots each, but never less than the start and the end") {
  CHECK(kept(1000, 0, 1 << 10, 1 << 13).size() <= 17);
  CHECK(kept(1000, 0, 1 << 10, 1 << 13).size() > 8);
  CHECK(kept(1000, 0, 1 << 15, 1 << 15).size() == 3);  // 0, 512 and the end
}

TEST_CASE("weights that are restored at the end are the last snapshot") {
  Shown shown;
  SnapshotKeeper keeper(1, 1, 1);
  for (std::size_t iteration = 0; iteration <= 3; ++iteration) {
    shown.line.weight = {static_cast<double>(iteration)};
    keeper.on_iteration(shown.at(iteration, 0));
  }
  shown.line.weight = {1};
  keeper.on_end(shown.at(1, 0));
  const Snapshots snapshots = keeper.take(0);
  CHECK(iterations_of(snapshots) == std::vector<std::uint64_t>{0, 1, 2, 3, 1});
  CHECK(snapshots.back().is_restored);
  CHECK(snapshots.back().parameters == std::vector<double>{1});
}

TEST_CASE("each start has snapshots of its own, and one that was never seen has none") {
  Shown shown;
  SnapshotKeeper keeper(2, 1, 3);
  keeper.on_iteration(shown.at(0, 0));
  keeper.on_iteration(shown.at(0, 2));
  keeper.on_iteration(shown.at(2, 2));
  keeper.on_end(shown.at(3, 2));
  CHECK(iterations_of(keeper.take(0)) == std::vector<std::uint64_t>{0});
  CHECK(keeper.take(1).empty());
  CHECK(iterations_of(keeper.take(2)) == std::vector<std::uint64_t>{0, 2, 3});
  CHECK(keeper.take(7).empty());
}

TEST_CASE("the last snapshot tells whether training went back, however far apart snapshots are") {
  Shown shown;
  for (const std::uint64_t every : {1U, 10U, 1000U}) {
    for (const std::size_t best : {0U, 3U, 10U, 19U, 20U}) {
      SnapshotKeeper keeper(every, 1, 1);
      for (std::size_t iteration = 0; iteration <= 20; ++iteration)
        keeper.on_iteration(shown.at(iteration, 0));
      keeper.on_end(shown.at(best, 0));
      CAPTURE(every, best);
      const Snapshots snapshots = keeper.take(0);
      CHECK(snapshots.back().iteration == best);
      CHECK(snapshots.back().is_restored == (best < 20));
    }
  }
}
