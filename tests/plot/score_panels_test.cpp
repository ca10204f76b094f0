#include "plot/score_panels.hpp"

#include "model/saved_model.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

Samples no_samples() {
  return {BlockMatrix(0), BlockMatrix(0), BlockMatrix(0), 0};
}

/// Rows with these probabilities of each class, and these classes.
SplitResult of_classes(const std::vector<std::vector<double>>& outputs, const std::vector<double>& truth,
                       const std::vector<std::string>& labels) {
  SplitResult result{{"test", no_samples(), BlockMatrix(1), {}}, BlockMatrix(outputs.front().size()), {}};
  for (std::size_t row = 0; row < truth.size(); ++row) {
    result.outputs.append(outputs[row]);
    result.split.truth.append(std::vector<double>{truth[row]});
    result.split.rows.push_back(row + 1);
  }
  result.measures = measure_classes(result.outputs, result.split.truth, labels, true, {}, 0);
  return result;
}

/// Two classes: `rows` rows with the probability, of which `events` are of the second class.
void add(std::vector<std::vector<double>>& outputs, std::vector<double>& truth, double probability,
         std::size_t rows, std::size_t events) {
  for (std::size_t i = 0; i < rows; ++i) {
    outputs.push_back({probability});
    truth.push_back(i < events ? 1 : 0);
  }
}

Model any_model() {
  return read_model(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/models/v1_two_class.json").model;
}

}  // namespace

TEST_CASE("bins of a calibration tell their rows, and those of under five rows are hollow") {
  std::vector<std::vector<double>> outputs;
  std::vector<double> truth;
  add(outputs, truth, 0.05, 20, 1);
  add(outputs, truth, 0.45, 4, 2);
  add(outputs, truth, 0.85, 5, 4);
  const Panel panel = calibration_panel(of_classes(outputs, truth, {"no", "yes"}));
  REQUIRE(panel.series.size() == 3);
  const Series& full = panel.series[1];
  const Series& hollow = panel.series[2];
  CHECK_FALSE(full.is_hollow);
  CHECK(full.points.size() == 2);
  CHECK(hollow.is_hollow);
  CHECK(hollow.label == "under 5 rows");
  REQUIRE(hollow.points.size() == 1);
  CHECK(hollow.points[0].y == 0.5);
  CHECK(full.tips[1] == "0.8 to 0.9: 5 rows, mean probability 0.85, share 0.8");
  std::vector<std::string> counts;
  for (const PlacedText& text : panel.texts) {
    counts.push_back(text.text);
    CHECK((text.at.x > 0 && text.at.x < 1 && text.at.y > 0 && text.at.y < 1));
  }
  CHECK(counts == std::vector<std::string>{"20", "4", "5"});
}

TEST_CASE("the count of a bin lies on no interval of its own") {
  std::vector<std::vector<double>> outputs;
  std::vector<double> truth;
  for (int tenth = 0; tenth < 10; ++tenth)
    add(outputs, truth, 0.05 + 0.1 * tenth, 12, static_cast<std::size_t>(tenth));
  const Panel panel = calibration_panel(of_classes(outputs, truth, {"no", "yes"}));
  const Series& bins = panel.series[1];
  REQUIRE(panel.texts.size() == bins.points.size());
  for (std::size_t i = 0; i < panel.texts.size(); ++i) {
    const double y = panel.texts[i].at.y;
    CHECK((y > bins.bars[i].high || y < bins.bars[i].low));
  }
}

TEST_CASE("a ROC curve starts at 0, 0, ends at 1, 1 and tells the rows that it rests on") {
  std::vector<std::vector<double>> outputs;
  std::vector<double> truth;
  add(outputs, truth, 0.2, 3, 1);
  add(outputs, truth, 0.7, 4, 3);
  Model model = any_model();
  const Panel panel = roc_panel(model, of_classes(outputs, truth, {"no", "yes"}), {0, 1});
  const Series& curve = panel.series.front();
  CHECK((curve.points.front().x == 0 && curve.points.front().y == 0));
  CHECK((curve.points.back().x == 1 && curve.points.back().y == 1));
  CHECK(curve.label.starts_with("yes (area 0."));
  CHECK(panel.caption == "4 rows of yes, 3 of no");
}

TEST_CASE("the legend tells which ROC curves are the same, and the caption which classes have few rows") {
  std::vector<std::vector<double>> outputs;
  std::vector<double> truth;
  for (std::size_t row = 0; row < 36; ++row) {
    const std::size_t c = row < 3 ? 0 : row % 2 + 1;
    std::vector<double> one = {0.1, 0.1, 0.1};
    one[c] = 0.8 - 0.001 * static_cast<double>(row);
    outputs.push_back(one);
    truth.push_back(static_cast<double>(c));
  }
  const SplitResult result = of_classes(outputs, truth, {"a", "b", "c"});
  const Panel panel = roc_panel(any_model(), result, {0, 1, 2});
  REQUIRE(panel.series.size() == 4);
  CHECK(panel.series[0].label == "a (area 1.0000)");
  CHECK(panel.series[1].label == "b (area 1.0000, same as a)");
  CHECK(panel.series[2].label == "c (area 1.0000, same as a)");
  CHECK(panel.series[1].points.size() == 3);  // only corners
  CHECK(panel.caption == "few rows: a 3");
}

TEST_CASE("a cell of the confusion matrix says what it counts") {
  std::vector<std::vector<double>> outputs;
  std::vector<double> truth;
  add(outputs, truth, 0.9, 8, 6);
  add(outputs, truth, 0.1, 8, 2);
  const Panel panel = confusion_panel(of_classes(outputs, truth, {"no", "yes"}));
  REQUIRE(panel.cells.size() == 4);
  CHECK(panel.cells[0].tip == "actual no, predicted no: 6 rows, 75 % of the class");
  CHECK(panel.cells[1].tip == "actual no, predicted yes: 2 rows, 25 % of the class");
  CHECK(panel.cells[3].text == "6");
}

TEST_CASE("a fit has equal axes, and tells the errors and each row") {
  SplitResult result{{"test", no_samples(), BlockMatrix(1), {3, 8}}, BlockMatrix(1), {}};
  for (const auto& [truth, output] : {std::pair{1.0, 2.0}, std::pair{5.0, 4.0}}) {
    result.split.truth.append(std::vector<double>{truth});
    result.outputs.append(std::vector<double>{output});
  }
  result.measures = measure_values(result.outputs, result.split.truth, 0);
  Model model = any_model();
  model.target.name = "price";
  const Panel panel = fit_panel(model, result);
  CHECK(panel.x.low == panel.y.low);
  CHECK(panel.x.high == panel.y.high);
  CHECK(panel.is_square);
  CHECK(panel.caption == "rmse 1, r2 0.75");
  CHECK(panel.series[0].tips ==
        std::vector<std::string>{"row 3: price 1, predicted 2", "row 8: price 5, predicted 4"});
}
