#include "plot/score_panels.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("an axis of accuracies shows no others than there can be") {
  for (const double accuracy : {0.0, 0.01, 0.5, 1.0}) {
    const Panel panel = accuracy_panel({{{0, {1, accuracy}, {}}, {1, {1, accuracy}, {}}}});
    CHECK(panel.y.low >= -0.1);
    CHECK(panel.y.low < accuracy);
    CHECK(panel.y.high > accuracy);
    CHECK(panel.y.high <= 1.1);
  }
  CHECK(loss_panel({{{0, {-3, 0.5}, {}}, {1, {9, 0.5}, {}}}}).y.high > 9);
}

TEST_CASE("losses above 0 that differ much are on a logarithmic scale, and no others") {
  const auto is_log = [](double first, double last) {
    return loss_panel({{{0, {first, 0.5}, {}}, {1, {last, 0.5}, {}}}}).is_log;
  };
  CHECK(is_log(500, 1));
  CHECK_FALSE(is_log(100, 1));
  CHECK_FALSE(is_log(500, 0));
  CHECK_FALSE(is_log(500, -1));
}
