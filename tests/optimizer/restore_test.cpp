// Every optimiser goes on where another one has been, with the same bits.

#include <vector>

#include "optimizer/functions.hpp"
#include "optimizer/make_optimizer.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

std::vector<OptimizerOptions> all_options() {
  std::vector<OptimizerOptions> all;
  for (const Word<OptimizerKind>& one : words(OptimizerKind())) all.push_back({one.value, 0.001});
  all.push_back({.learning_rate = 0.001, .momentum = 0.9});
  all.push_back({.learning_rate = 0.001, .momentum = 0.9, .nesterov = true});
  return all;
}

}  // namespace

TEST_CASE("a restored optimiser takes the same steps, at the same learning rate") {
  for (const OptimizerOptions& options : all_options()) {
    INFO(name_of(options.kind) << ", momentum " << options.momentum);
    std::vector<double> point = {-1.2, 1};
    const auto first = make_optimizer(options, point.size());
    for (int step = 0; step < 7; ++step) first->step(rosenbrock, point);

    const auto second = make_optimizer(options, point.size());
    REQUIRE(second->can_restore(first->state()));
    second->restore(first->state(), first->evaluations());
    std::vector<double> same_point = point;
    for (int step = 0; step < 7; ++step) {
      CHECK(second->learning_rate() == first->learning_rate());
      first->step(rosenbrock, point);
      second->step(rosenbrock, same_point);
      CHECK(same_point == point);
      CHECK(second->evaluations() == first->evaluations());
    }
  }
}

TEST_CASE("the vectors that an optimiser is said to keep are those of its state, and more") {
  constexpr std::size_t kSize = 1000;
  for (const OptimizerOptions& options : all_options()) {
    INFO(name_of(options.kind) << ", momentum " << options.momentum);
    const std::size_t numbers = make_optimizer(options, kSize)->state().size();
    CHECK(vectors_kept(options.kind) >= numbers / kSize);
    CHECK(vectors_kept(options.kind) <= numbers / kSize + 3);
  }
}
