#include "plot/cloud.hpp"

#include <fmt/format.h>

#include "base/workers.hpp"
#include "model/saved_model.hpp"
#include "plot/data_panel.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

Model two_classes() {
  return read_model(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/models/v1_two_class.json").model;
}

/// A row of each class, with equal numbers in all columns.
SplitResult measured(const Model& model, double truth_of_first) {
  Split split{"train",
              {BlockMatrix(model.network.inputs()), BlockMatrix(1), BlockMatrix(0), 2},
              BlockMatrix(1),
              {4, 9}};
  for (const double number : {-3.0, 3.0}) {
    split.samples.inputs.append(std::vector<double>(model.network.inputs(), number));
    const std::vector<double> label = {number < 0 ? truth_of_first : 1 - truth_of_first};
    split.samples.targets.append(label);
    split.truth.append(label);
  }
  Workers workers(1);
  return measure_split(model, {.loss = model.loss}, std::move(split), 0, workers);
}

const Series* rings_of(const Panel& panel) {
  for (const Series& series : panel.series) {
    if (series.kind == Series::Kind::kSmallRings) return &series;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("rows are wrong by their own prediction, not by the background, and are ringed") {
  const Model model = two_classes();
  const std::size_t said = predicted_class(measured(model, 0).outputs, 0, {});
  REQUIRE(predicted_class(measured(model, 0).outputs, 1, {}) != said);  // both classes are predicted
  const std::vector<Axis> axes = axes_of(model, {});
  const SplitResult right = measured(model, static_cast<double>(said));
  CHECK(wrong_rows(model, right).empty());
  const Panel calm = data_panel(model, right, axes);
  CHECK(rings_of(calm) == nullptr);
  CHECK(calm.caption.find("no row is predicted wrong") != std::string::npos);

  const SplitResult wrong = measured(model, 1 - static_cast<double>(said));
  CHECK(wrong_rows(model, wrong) == std::vector<std::size_t>{0, 1});
  const Panel panel = data_panel(model, wrong, axes);
  REQUIRE(rings_of(panel) != nullptr);
  CHECK(rings_of(panel)->label == "wrong: 2 of 2");
  REQUIRE(rings_of(panel)->points.size() == 2);
  CHECK(rings_of(panel)->points[0].x == axes[0].value_of(wrong.split.samples.inputs, 0));
  CHECK(panel.caption.find("no row") == std::string::npos);
}

TEST_CASE("a row is wrong by the threshold of the model") {
  Model model = two_classes();
  const SplitResult result = measured(model, 0);
  const std::size_t low = result.outputs.at(0, 0) < result.outputs.at(1, 0) ? 0 : 1;
  const double between = (result.outputs.at(low, 0) + 3 * result.outputs.at(1 - low, 0)) / 4;
  for (const double threshold : {result.outputs.at(low, 0) / 2, between}) {
    model.target.threshold = threshold;
    std::vector<std::size_t> expected;
    for (std::size_t row = 0; row < 2; ++row) {
      const double said = result.outputs.at(row, 0) >= threshold ? 1 : 0;
      if (said != result.split.truth.at(row, 0)) expected.push_back(row);
    }
    CHECK(wrong_rows(model, result) == expected);
  }
}

TEST_CASE("the pointer shows the row in the file, what is drawn of it, and its prediction") {
  const Model model = two_classes();
  const std::vector<Axis> axes = axes_of(model, {});
  const SplitResult result = measured(model, 0);
  const Cloud cloud = cloud_of(model, result, axes);
  REQUIRE(cloud.tips.size() == 2);
  const std::vector<std::string> labels = model.target.labels();
  const std::size_t said = predicted_class(result.outputs, 0, {});
  const double second = result.outputs.at(0, 0);
  const std::string expected = fmt::format(
      "row 4: {} {:.4g}, {} {:.4g}; class {}, {} ({:.2g})", axes[0].name, axes[0].value_of(cloud.inputs, 0),
      axes[1].name, axes[1].value_of(cloud.inputs, 0), labels[0],
      said == 0 ? "right" : "predicted " + labels[said], said == 1 ? second : 1 - second);
  CHECK(cloud.tips[0] == expected);
  CHECK(cloud.tips[1].starts_with("row 9: "));
}

TEST_CASE("the lines of equal probability are named, and the legend tells of which class") {
  const Model model = two_classes();
  const Panel panel = data_panel(model, measured(model, 0), axes_of(model, {}));
  REQUIRE(panel.surface);
  const Contours& lines = panel.surface->contours.front();
  CHECK(lines.label == "probability of " + model.target.labels()[1]);
  CHECK(lines.levels == std::vector<double>{0.1, 0.25, 0.75, 0.9});
  CHECK(lines.names == std::vector<std::string>{"0.1", "0.25", "0.75", "0.9"});
  CHECK(panel.texts.empty());
}
