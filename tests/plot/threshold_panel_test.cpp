#include "base/workers.hpp"
#include "model/saved_model.hpp"
#include "plot/data_panel.hpp"
#include "plot/style.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// A row of each class, with equal numbers in all columns.
Split two_rows(std::size_t inputs) {
  Split split{"train", {BlockMatrix(inputs), BlockMatrix(1), BlockMatrix(0), 2}, BlockMatrix(1), {}};
  for (const double label : {0.0, 1.0}) {
    split.samples.inputs.append(std::vector<double>(inputs, 6 * label - 3));
    split.samples.targets.append(std::vector<double>{label});
    split.truth.append(std::vector<double>{label});
  }
  return split;
}

}  // namespace

TEST_CASE("the boundary of two classes is at the threshold of the model, and so are the colors beside it") {
  Model model = read_model(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/models/v1_two_class.json").model;
  Workers workers(1);
  for (const Threshold& threshold : {Threshold(), Threshold(0.2), Threshold(0.9)}) {
    model.target.threshold = threshold;
    const double boundary = threshold.value_or(0.5);
    CAPTURE(boundary);
    const SplitResult result =
        measure_split(model, {.loss = model.loss}, two_rows(model.network.inputs()), 0, workers);
    const Panel panel = data_panel(model, result, axes_of(model, {}));
    REQUIRE(panel.surface);
    const Contours& contours = panel.surface->contours.back();
    CHECK(contours.label == "boundary");
    CHECK(contours.levels == std::vector<double>{boundary});
    std::size_t second = 0;
    for (std::size_t point = 0; point < contours.values.size(); ++point) {
      // The tint of a class is between white and its color: red above blue for the second class, or blue
      // above.
      const Colour tint = panel.surface->tints[point].colour;
      const bool is_second = contours.values[point] >= boundary;
      second += is_second ? 1U : 0U;
      CHECK((tint >> 16U > (tint & 0xFFU)) == is_second);
    }
    const Panel curve = data_panel(model, result, axes_of(model, {model.preprocessing.columns()[0].name}));
    const Series& last = curve.series.back();
    CHECK((last.label == "threshold") == threshold.has_value());
    if (threshold) CHECK((last.points[0].y == boundary && last.points[1].y == boundary));
    CHECK(second > 0);
    CHECK(second < contours.values.size());
  }
}
