// Updates that an observer wants to see.

#include <algorithm>
#include <vector>

#include "optimizer/lbfgs.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"
#include "training/train.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

struct Update {
  std::size_t iteration;
  std::size_t update;
  std::size_t updates;
  std::vector<std::size_t> rows;
  double value;
  double before;
  double gradient;
  double after;
  std::vector<double> state_before;
  std::vector<double> state_after;
};

/// Records the updates of the first `wanted` iterations.
struct Watcher : Recorder {
  bool wants_updates(std::size_t made) const override { return made < wanted; }
  void on_update(const UpdateView& view) override {
    const UpdatePlace& place = view.place;
    updates.push_back({place.iteration,
                       place.update,
                       place.updates,
                       {place.rows.begin(), place.rows.end()},
                       view.value,
                       view.before[0],
                       view.gradient[0],
                       view.after[0],
                       {view.state_before.begin(), view.state_before.end()},
                       {view.state_after.begin(), view.state_after.end()}});
  }

  std::size_t wanted = 0;
  std::vector<Update> updates;
};

}  // namespace

TEST_CASE("an update is shown with what it began with and what it led to") {
  Line line;
  Watcher watcher;
  watcher.wanted = 2;
  GradientDescent descent(1, 0.01, 0.5);
  const TrainingResult result = train_line(line, descent, {.iterations = 5}, watcher);
  REQUIRE(watcher.updates.size() == 2);
  CHECK(result.evaluations == 5);
  CHECK(watcher.has_seen_all(5));
  const Update& first = watcher.updates[0];
  CHECK(first.updates == 1);
  CHECK(first.rows.empty());
  CHECK(first.value == 30);
  CHECK(first.before == 0);
  CHECK(first.gradient == -30);
  CHECK(first.after == Approx(0.3));
  CHECK(first.state_before == std::vector<double>{0});
  CHECK(first.state_after == std::vector<double>{-30});
  const Update& second = watcher.updates[1];
  CHECK(second.iteration == 1);
  CHECK(second.before == first.after);
  CHECK(second.gradient == Approx(15 * (0.3 - 2)));
  CHECK(second.state_before == first.state_after);
  CHECK(second.after == watcher.weights[2][0]);
}

TEST_CASE("every batch is an update of its own") {
  Line line;
  Watcher watcher;
  watcher.wanted = 1;
  GradientDescent descent(1, 0.01);
  train_line(line, descent, {.iterations = 2, .batch_size = 3}, watcher);
  REQUIRE(watcher.updates.size() == 2);
  std::vector<std::size_t> rows = watcher.updates[0].rows;
  CHECK(rows.size() == 3);
  rows.insert(rows.end(), watcher.updates[1].rows.begin(), watcher.updates[1].rows.end());
  std::sort(rows.begin(), rows.end());
  CHECK(rows == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(watcher.updates[1].update == 1);
  CHECK(watcher.updates[1].updates == 2);
  CHECK(watcher.updates[1].before == watcher.updates[0].after);
  CHECK(watcher.updates[1].after == watcher.weights[1][0]);
}

TEST_CASE("watched training leaves the same bits, also where the gradient was known already") {
  for (const bool is_lbfgs : {false, true}) {
    std::vector<double> weights;
    std::vector<std::size_t> evaluations;
    for (const std::size_t wanted : {0U, 3U}) {
      Line line;
      line.objective.l2 = 0.1;
      Watcher watcher;
      watcher.wanted = wanted;
      GradientDescent descent(1, 0.01);
      Lbfgs lbfgs(1);
      Optimizer& optimizer = is_lbfgs ? static_cast<Optimizer&>(lbfgs) : descent;
      evaluations.push_back(train_line(line, optimizer, {.iterations = 4}, watcher).evaluations);
      weights.push_back(line.weight[0]);
      CHECK(watcher.updates.size() <= wanted);
      for (const Update& update : watcher.updates) {
        CHECK(update.gradient == Approx(15 * (update.before - 2) + 0.1 * update.before).margin(1e-12));
      }
    }
    CHECK(weights[0] == weights[1]);
    CHECK(evaluations[0] == evaluations[1]);
  }
}
