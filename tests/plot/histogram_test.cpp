#include "plot/histogram.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "base/program.hpp"
#include "base/text.hpp"
#include "plot/gnuplot_script.hpp"
#include "plot/svg.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// A sweep by one option with these values of each candidate's runs.
PicturedSweep runs_of(const std::vector<std::vector<double>>& values) {
  PicturedSweep sweep;
  sweep.metric = "train.accuracy";
  if (values.size() > 1) sweep.axes = {"backprop"};
  for (const std::vector<double>& one : values) {
    SweptGroup group;
    if (values.size() > 1) group.settings = {"s" + std::to_string(sweep.groups.size() + 1)};
    group.values = one;
    sweep.groups.push_back(group);
  }
  sweep.candidates = values.size();
  return sweep;
}

const std::vector<double> kValues = {0.81, 0.85, 0.86, 0.88, 0.88, 0.9};

std::vector<std::string> lines_in(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("a histogram has a panel for each candidate, with the same axes from 0") {
  const Histogram histogram = histogram_of(runs_of({kValues, {0.9, 0.9, 0.9, 0.91, 0.92}}));
  const std::vector<Panel> panels = histogram_panels(histogram);
  REQUIRE(panels.size() == 2);
  CHECK(panels[0].title == "backprop s1");
  CHECK(panels[1].title == "backprop s2");
  for (const Panel& panel : panels) {
    CHECK(panel.is_stacked);
    CHECK(panel.x_label == "train.accuracy");
    CHECK(panel.y_label == "runs");
    CHECK(panel.x.low == panels[0].x.low);
    CHECK(panel.x.high == panels[0].x.high);
    CHECK(panel.y.low == 0);
    CHECK(panel.y.high == panels[0].y.high);
    CHECK(panel.y.high >= 3);
    CHECK(panel.y_names.size() == 1 + histogram.most());  // there is no half of a run
    REQUIRE(panel.series.size() == 1);
    double runs = 0;
    for (std::size_t i = 0; i < panel.series[0].points.size(); ++i) {
      const auto& [low, high] = panel.series[0].bars[i];
      CHECK(panel.series[0].points[i].x == Approx((low + high) / 2));
      CHECK(low >= panel.x.low);
      CHECK(high <= panel.x.high);
      runs += panel.series[0].points[i].y;
    }
    CHECK(runs == (&panel == &panels[0] ? 6 : 5));
  }
  CHECK(panels[0].caption == "6 runs: mean 0.8633, sd 0.03141, from 0.81 to 0.9");
  for (const std::string& answer_of : {gnuplot_script(panels, {}), gnuplot_script({panels[0]}, {})}) {
    const ProgramOutput answer = run_program({"gnuplot", "-d", "-"}, answer_of);
    CHECK(answer.is_done);
    CHECK(answer.errors.empty());
  }
}

TEST_CASE("several histograms stand one above the other, beside other panels not") {
  std::vector<Panel> panels = histogram_panels(histogram_of(runs_of({kValues, kValues, kValues})));
  const SvgLayout stack = layout_of({"", panels});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(stack.boxes[i].left == 0);
    CHECK(stack.boxes[i].top == static_cast<double>(i) * stack.boxes[i].height);
  }
  panels.push_back({"other", "x", "y"});
  const SvgLayout grid = layout_of({"", panels});
  CHECK(grid.boxes[1].left == grid.boxes[0].width);
  CHECK(grid.boxes[1].top == 0);
  CHECK(grid.boxes[2].left == 0);
  CHECK(grid.boxes[2].top == grid.boxes[0].height);
}

TEST_CASE("the characters of a histogram tell every count, and no run is without a bar") {
  const std::string text = histogram_text(histogram_of(runs_of({kValues})), 80);
  CHECK(text ==
        "\n  train.accuracy: the runs in each bin\n"
        "  0.80 to 0.82  1 #\n"
        "  0.82 to 0.84  0\n"
        "  0.84 to 0.86  1 #\n"
        "  0.86 to 0.88  1 #\n"
        "  0.88 to 0.90  3 ###\n"
        "  # is a run\n"
        "  6 runs: mean 0.8633, sd 0.03141, from 0.81 to 0.9\n");
  std::vector<double> many(1000, 0.5);
  many.push_back(0.9);
  const std::vector<std::string> lines = lines_in(histogram_text(histogram_of(runs_of({many})), 80));
  CHECK(lines[2].find("1000 ###") != std::string::npos);
  CHECK(std::any_of(lines.begin(), lines.end(),
                    [](const std::string& line) { return line.ends_with("   1 #"); }));
  CHECK(std::any_of(lines.begin(), lines.end(),
                    [](const std::string& line) { return line.starts_with("  # is up to "); }));
}

TEST_CASE("histograms stand side by side in a wide terminal, and below each other in a narrow one") {
  const Histogram histogram = histogram_of(runs_of({kValues, {0.8, 0.9, 0.9, 0.9, 0.9}}));
  const std::size_t bins = histogram.bins.count();
  for (const std::size_t width : {80U, 30U}) {
    const std::vector<std::string> lines = lines_in(histogram_text(histogram, width));
    std::size_t rows = 0;
    for (const std::string& line : lines) {
      CHECK(width_of(line) <= width);
      if (line.starts_with("  0.") && line.find(" to ") == 6 && line.size() > 14) ++rows;
    }
    CHECK(rows == (width == 80 ? bins : 2 * bins));
  }
}

TEST_CASE("what a histogram cannot show is said") {
  PicturedSweep sweep = runs_of({kValues, {0.9}, {}});
  sweep.groups[1].without = 1;
  sweep.groups[2].without = 7;
  CHECK(why_no_histogram(sweep).empty());
  const std::vector<Panel> panels = histogram_panels(histogram_of(sweep));
  CHECK(panels[1].caption == "1 run: mean 0.9\n1 run without a value is not shown\ntoo few to show a shape");
  CHECK(panels[2].caption == "0 runs\n7 runs without a value are not shown\ntoo few to show a shape");
  CHECK(panels[2].series.empty());
  CHECK(run_program({"gnuplot", "-d", "-"}, gnuplot_script(panels, {})).is_done);
  CHECK(histogram_text(histogram_of(sweep), 80).find("7 runs without a value are not shown") !=
        std::string::npos);
}

TEST_CASE("few runs and many candidates have no histogram") {
  CHECK(why_no_histogram(runs_of({{1, 2, 3, 4}, {1, 2}})) ==
        "no candidate has 5 runs with a value, and fewer show no shape; other seeds make more:  --grid "
        "'seed=1..20'");
  CHECK(why_no_histogram(runs_of({{1, 2, 3, 4, 5}, {}})).empty());
  PicturedSweep many = runs_of({kValues});
  many.groups.clear();
  many.candidates = 7;
  CHECK(why_no_histogram(many) == "there are 7 candidates, and at most 6 histograms can be compared");
}

TEST_CASE("runs of one value are one box with all of them") {
  const Histogram histogram = histogram_of(runs_of({{0.75, 0.75, 0.75, 0.75, 0.75}}));
  CHECK(histogram.groups[0].counts == std::vector<std::size_t>{5});
  CHECK(said_of(histogram.groups[0], "run") ==
        std::vector<std::string>{"5 runs: mean 0.75, sd 0, from 0.75 to 0.75"});
  CHECK(histogram_panels(histogram)[0].title == "train.accuracy");
}
