#include <limits>
#include <string>

#include "plot/score_panels.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

Panel loss_panel(const PicturedHistory& history) {
  const std::vector<Panel> panels = loss_panels(history);
  REQUIRE(panels.size() == 1);
  return panels.front();
}

/// Two iterations of 200 train rows and 50 validation rows.
PicturedHistory of_two_parts(LossFunction loss) {
  PicturedHistory history;
  history.points = {{0, {100, 0.5, 200}, HistoryValues{50, 0.5, 50}},
                    {10, {20, 0.75, 200}, HistoryValues{25, 0.5, 50}}};
  history.loss = loss;
  return history;
}

}  // namespace

TEST_CASE("an axis of accuracies shows no others than there can be") {
  for (const double accuracy : {0.0, 0.01, 0.5, 1.0}) {
    const Panel panel = accuracy_panel({{{0, {1, accuracy}, {}}, {1, {1, accuracy}, {}}}});
    CHECK(panel.y.low >= 0);
    CHECK(panel.y.low <= accuracy);
    CHECK(panel.y.high >= accuracy);
    CHECK(panel.y.high <= 1);
    CHECK(panel.y.high - panel.y.low > 0.2);
  }
  CHECK(loss_panel({{{0, {-3, 0.5}, {}}, {1, {9, 0.5}, {}}}}).y.high > 9);
}

TEST_CASE("curves tell which weights were restored, also those of the start") {
  PicturedHistory history = of_two_parts({Loss::kSse});
  CHECK(loss_panel(history).series.size() == 2);
  for (const std::size_t best : {0U, 7U}) {
    history.best_iteration = best;
    const Series line = loss_panel(history).series.back();
    CHECK(line.label == "restored weights (" + std::to_string(best) + ")");
    CHECK(line.points.front().x == static_cast<double>(best));
  }
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

TEST_CASE("a loss that is a sum is divided by the rows of each part, so that the parts can be compared") {
  for (const Loss loss : {Loss::kSse, Loss::kHalfSse}) {
    const Panel panel = loss_panel(of_two_parts(loss));
    REQUIRE(panel.series.size() == 2);
    CHECK(panel.series[0].points[0].y == 0.5);
    CHECK(panel.series[0].points[1].y == 0.1);
    CHECK(panel.series[1].points[0].y == 1);
    CHECK(panel.series[1].points[1].y == 0.5);
    CHECK(panel.series[1].tips[1] == "iteration 10: validation 0.5");
    CHECK(panel.y_label == (loss == Loss::kSse ? "squared error per row" : "half the squared error per row"));
    CHECK(panel.caption == std::string(name_of(loss)) + " divided by 200 train and 50 validation rows");
  }
}

TEST_CASE("a loss that is a mean is drawn as it is, and the axis names it") {
  const std::vector<std::pair<LossFunction, std::string>> axes = {
      {Loss::kMse, "squared error per row"},
      {Loss::kHalfMse, "half the squared error per row"},
      {Loss::kCrossEntropy, "cross-entropy per row"},
      {Loss::kMae, "absolute error per row"},
      {LossFunction(Loss::kHuber, 1.5), "Huber's loss (D = 1.5) per row"}};
  for (const auto& [loss, axis] : axes) {
    const Panel panel = loss_panel(of_two_parts(loss));
    CHECK(panel.y_label == axis);
    CHECK(panel.series[0].points[0].y == 100);
    CHECK(panel.caption.empty());
  }
  PicturedHistory history = of_two_parts(Loss::kMse);
  history.is_weighted = history.is_scaled = true;
  CHECK(loss_panel(history).y_label == "squared error per weighted row, scaled target");
}

TEST_CASE("of a log, which does not tell whether losses are sums, each part has an axis of its own") {
  PicturedHistory history = of_two_parts(Loss::kSse);
  history.loss = {};
  const std::vector<Panel> panels = loss_panels(history);
  REQUIRE(panels.size() == 2);
  for (std::size_t part = 0; part < 2; ++part) {
    REQUIRE(panels[part].series.size() == 1);
    CHECK(panels[part].series[0].label == (part == 0 ? "train" : "validation"));
    CHECK(panels[part].series[0].points[0].y == (part == 0 ? 100 : 50));
    CHECK(panels[part].y_label == "loss, as in the log");
  }
  for (HistoryPoint& point : history.points) point.validation = {};
  CHECK(loss_panel(history).y_label == "loss, as in the log");
}

TEST_CASE("the legend tells which curve another one hides") {
  PicturedHistory history = of_two_parts(Loss::kMse);
  CHECK(loss_panel(history).series[1].label == "validation");
  history.points[0].validation->loss = 100;
  history.points[1].validation->loss = 20;
  CHECK(loss_panel(history).series[1].label == "validation (same as train)");
  history.points[1].validation->loss = 20.01;
  CHECK(loss_panel(history).series[1].label == "validation (close to train)");
  CHECK(accuracy_panel(history).series[1].label == "validation");
}

TEST_CASE("curves that coincide on a logarithmic axis are told by what can be seen there") {
  PicturedHistory history;
  history.loss = Loss::kMse;
  history.points = {{0, {100, 0.5, 1}, HistoryValues{100, 0.5, 1}},
                    {10, {1e-4, 0.5, 1}, HistoryValues{2e-4, 0.5, 1}}};
  CHECK(loss_panel(history).is_log);
  CHECK(loss_panel(history).series[1].label == "validation");
  history.points[1].validation->loss = 1.001e-4;
  CHECK(loss_panel(history).series[1].label == "validation (close to train)");
}

TEST_CASE("curves with other iterations are not compared") {
  PicturedHistory history = of_two_parts(Loss::kMse);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  history.points.push_back({20, {nan, 0.5, 200}, HistoryValues{20, 0.5, 50}});
  history.points[0].validation->loss = 100;
  history.points[1].validation->loss = nan;
  CHECK(loss_panel(history).series[1].label == "validation");
}

TEST_CASE("accuracies stand beside that of always saying the largest class") {
  PicturedHistory history = of_two_parts(Loss::kMse);
  history.majority = 0.25;
  const Panel panel = accuracy_panel(history);
  CHECK(panel.series.back().label == "share of the largest class (0.2500)");
  CHECK(panel.series.back().points[0].y == 0.25);
  CHECK(panel.y.low < 0.25);  // the line is off the axis
  CHECK(panel.y.low > 0);
}

TEST_CASE("a largest class far from the accuracies is told in words, so that the curve keeps the axis") {
  PicturedHistory history = of_two_parts(Loss::kMse);
  for (HistoryPoint& point : history.points) point.train.accuracy += 0.2;  // 0.7 to 0.95, and 0.5
  for (HistoryPoint& point : history.points) point.validation.reset();
  history.majority = 0.5;  // 0.25 of 0.45
  CHECK(accuracy_panel(history).series.size() == 2);
  CHECK(accuracy_panel(history).caption.empty());
  history.majority = 0.1;
  const Panel panel = accuracy_panel(history);
  CHECK(panel.series.size() == 1);
  CHECK(panel.caption == "largest class: 0.1000");
  CHECK(panel.y.low > 0.6);
}
