#include "plot/sweep_panels.hpp"

#include <cmath>
#include <limits>

#include "base/program.hpp"
#include "plot/gnuplot_script.hpp"
#include "plot/style.hpp"
#include "plot/svg_colours.hpp"
#include "plot/swept_scale.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A sweep whose means are 1, 2, 3 ... in the order of the settings. The first is the best.
PicturedSweep swept(const std::vector<std::string>& axes,
                    const std::vector<std::vector<std::string>>& settings) {
  PicturedSweep sweep;
  sweep.metric = "cv.rmse";
  sweep.axes = axes;
  for (const std::vector<std::string>& one : settings) {
    const auto mean = static_cast<double>(sweep.points.size() + 1);
    sweep.points.push_back({one, mean, {mean - 0.5, mean + 0.5}, sweep.points.empty()});
  }
  return sweep;
}

/// Two axes with these numbers of values: 1, 2, 3 ... each.
PicturedSweep grid_of(std::size_t first, std::size_t second) {
  std::vector<std::vector<std::string>> settings;
  for (std::size_t i = 1; i <= first; ++i) {
    for (std::size_t k = 1; k <= second; ++k) settings.push_back({std::to_string(i), std::to_string(k)});
  }
  return swept({"hidden", "batch-size"}, settings);
}

std::vector<Series> of_kind(const Panel& panel, Series::Kind kind) {
  std::vector<Series> found;
  for (const Series& series : panel.series) {
    if (series.kind == kind) found.push_back(series);
  }
  return found;
}

std::vector<std::string> names_of(const std::vector<AxisName>& names) {
  std::vector<std::string> found;
  for (const AxisName& one : names) found.push_back(one.name);
  return found;
}

bool is_drawn(const Panel& panel) {
  const ProgramOutput answer = run_program({"gnuplot", "-d", "-"}, gnuplot_script({panel}, {60, 15, false}));
  INFO(answer.errors);
  CHECK(answer.errors.empty());
  return answer.is_done;
}

}  // namespace

TEST_CASE("numbers of an axis are in their order, and on the scale that spaces them evenly") {
  const auto scale = [](const std::vector<std::string>& values) {
    std::vector<std::vector<std::string>> settings;
    for (const std::string& value : values) settings.push_back({value});
    return scale_of(swept({"a"}, settings), 0);
  };
  const SweptScale rates = scale({"0.1", "0.001", "0.01"});
  CHECK(rates.is_log);
  CHECK(rates.values == std::vector<std::string>{"0.001", "0.01", "0.1"});
  CHECK(rates.share_of("0.01") == Approx(0.5));
  CHECK(rates.names().size() == 3);
  const SweptScale counts = scale({"10", "5", "20", "15"});
  CHECK(counts.are_numbers);
  CHECK_FALSE(counts.is_log);
  CHECK(counts.places == std::vector<double>{5, 10, 15, 20});
  CHECK(counts.names().empty());
  CHECK(names_of(scale({"3", "4", "6"}).names()) == std::vector<std::string>{"3", "4", "5", "6"});
  CHECK(names_of(scale({"7"}).names()) == std::vector<std::string>{"7"});
  CHECK(scale({"3", "4.5"}).names().empty());
  CHECK_FALSE(scale({"0", "0.01", "1"}).is_log);
  CHECK_FALSE(scale({"-100", "-1"}).is_log);
  CHECK_FALSE(scale({"1", "2", "3", "4", "5", "6", "7", "8", "9"}).is_log);
  const SweptScale texts = scale({"16,8", "", "5"});
  CHECK_FALSE(texts.are_numbers);
  CHECK(names_of(texts.names()) == std::vector<std::string>{"16,8", "-", "5"});
}

TEST_CASE("one axis of numbers is a line with intervals, and a ring around the best") {
  const Panel panel = lines_panel(swept({"l2"}, {{"3"}, {"1"}, {"2"}}));
  const std::vector<Series> bars = of_kind(panel, Series::Kind::kBars);
  REQUIRE(bars.size() == 1);
  REQUIRE(bars[0].points.size() == 3);
  CHECK(bars[0].points[0].x == 1);
  CHECK(bars[0].points[0].y == 2);
  CHECK(bars[0].bars[0].low == 1.5);
  CHECK(of_kind(panel, Series::Kind::kLine).size() == 1);
  const Series& last = panel.series.back();
  CHECK(last.kind == Series::Kind::kRings);
  CHECK(last.points.front().x == 3);
  CHECK(last.points.front().y == 1);
  CHECK(panel.caption == "bars: 95% CI\nbest: l2 3");
  CHECK(is_drawn(panel));
}

TEST_CASE("texts along an axis have no line between them") {
  const Panel panel = lines_panel(swept({"activation"}, {{"tanh"}, {"relu"}}));
  CHECK(of_kind(panel, Series::Kind::kLine).empty());
  CHECK(names_of(panel.x_names) == std::vector<std::string>{"tanh", "relu"});
  CHECK(is_drawn(panel));
}

TEST_CASE("of two axes the one of numbers, or with more values, is along x") {
  const Panel mixed =
      lines_panel(swept({"scale", "l2"}, {{"none", "1"}, {"none", "2"}, {"range", "1"}, {"range", "2"}}));
  CHECK(mixed.x_label == "l2");
  const std::vector<Series> bars = of_kind(mixed, Series::Kind::kBars);
  REQUIRE(bars.size() == 2);
  CHECK(bars[0].label == "scale none");
  CHECK(bars[1].label == "scale range");
  CHECK(bars[0].points[0].x < bars[1].points[0].x);  // the bars stand side by side
  CHECK(lines_panel(grid_of(2, 3)).x_label == "batch-size");
  CHECK(lines_panel(grid_of(3, 2)).x_label == "hidden");
}

TEST_CASE("lines, map and parallel coordinates are drawn where they can be read") {
  CHECK(why_no_lines(grid_of(30, 6)).empty());
  CHECK(why_no_lines(grid_of(7, 7)) == "there would be 7 lines, and at most 6 can be told apart");
  CHECK(why_no_map(grid_of(7, 7)).empty());
  CHECK(why_no_map(grid_of(2, 41)) == "batch-size has 41 values, and a map shows at most 40");
  const PicturedSweep one = swept({"l2"}, {{"1"}, {"2"}});
  CHECK(why_no_lines(one).empty());
  CHECK(why_no_map(one) == "the sweep has 1 axis, and a map shows two");
  CHECK(why_no_parallel(one) == "the sweep has one axis: lines show it");
  const PicturedSweep three = swept({"a", "b", "c"}, {{"1", "1", "1"}, {"2", "2", "2"}});
  CHECK(why_no_lines(three) == "the sweep has 3 axes, and lines show one or two");
  CHECK(why_no_parallel(three).empty());
  CHECK(why_no_parallel(swept(std::vector<std::string>(13, "a"), {std::vector<std::string>(13, "1")})) ==
        "the sweep has 13 axes, and at most 12 can be drawn");
}

TEST_CASE("a map has a cell for each pair, darkest where the rank is best, and a frame around the best") {
  const Panel panel = map_panel(grid_of(3, 2));
  REQUIRE(panel.cells.size() == 6);
  CHECK(panel.cells[0].tint.colour == scale_colour(0));
  CHECK(ink_class(panel.cells[0].tint) == "nn-w");
  CHECK(panel.cells[0].text == "1");
  CHECK(panel.cells[5].tint.colour == scale_colour(1));
  CHECK(ink_class(panel.cells[5].tint) == "nn-k");
  CHECK(panel.cells[5].x == 2);
  CHECK(panel.cells[5].y == 1);
  REQUIRE(panel.series.size() == 1);
  CHECK(panel.series[0].label == "best");
  CHECK(panel.series[0].is_solid);
  for (const Point& corner : panel.series[0].points) {
    CHECK(std::abs(corner.x) < 0.5);
    CHECK(std::abs(corner.y) < 0.5);
  }
  CHECK(is_drawn(panel));
}

TEST_CASE("a map of many values has digits for ranks") {
  const Panel panel = map_panel(grid_of(11, 2));
  CHECK(panel.cells.front().text == "9");
  CHECK(panel.cells.back().text == "0");
  CHECK(panel.caption.starts_with("color and digit: rank, 9 is the best tenth"));
}

TEST_CASE("the rank of a metric that shall be high is turned, and equal values have equal ranks") {
  PicturedSweep sweep = swept({"a"}, {{"1"}, {"2"}, {"3"}});
  CHECK(rank_shares(sweep) == std::vector<double>{1, 0.5, 0});
  sweep.is_lower_better = false;
  CHECK(rank_shares(sweep) == std::vector<double>{0, 0.5, 1});
  for (SweptPoint& point : sweep.points) point.mean = 7;
  CHECK(rank_shares(sweep) == std::vector<double>{1, 1, 1});
}

TEST_CASE("parallel coordinates have an axis for each option and the metric, and the best above the rest") {
  const Panel panel =
      parallel_panel(swept({"a", "b", "c"}, {{"1", "x", "0.1"}, {"2", "y", "1"}, {"3", "x", "10"}}));
  CHECK(names_of(panel.x_names) == std::vector<std::string>{"a", "b", "c", "cv.rmse"});
  const std::vector<Series> thin = of_kind(panel, Series::Kind::kThinLine);
  CHECK(thin.size() == 3);  // one of each color
  const Series& best = panel.series.back();
  CHECK(best.label == "best");
  REQUIRE(best.points.size() == 5);         // with the end
  CHECK(best.points[0].y == Approx(0.04));  // the better, the higher among those of one value
  CHECK(best.points[2].y == Approx(0.04));
  CHECK(best.points[3].x == 3);
  CHECK(best.points[3].y == 0);
  CHECK(best.is_solid);
  CHECK(is_drawn(panel));
}

TEST_CASE("of many candidates the best 500 are drawn as parallel coordinates") {
  PicturedSweep sweep = grid_of(30, 20);
  const Panel panel = parallel_panel(sweep);
  std::size_t lines = 0;
  for (const Series& series : of_kind(panel, Series::Kind::kThinLine)) lines += series.points.size() / 4;
  CHECK(lines == 500);
  CHECK(panel.caption.find("; the best 500 of 600 candidates") != std::string::npos);
  for (SweptPoint& point : sweep.points) point.mean = 1;
  sweep.points.front().is_best = false;
  sweep.points.back().is_best = true;
  lines = 0;
  const Panel equal = parallel_panel(sweep);
  for (const Series& series : of_kind(equal, Series::Kind::kThinLine)) lines += series.points.size() / 4;
  CHECK(lines == 500);
  CHECK(equal.series.back().label == "best");
}

TEST_CASE("texts of parallel coordinates do not lie over each other, and the first name has room") {
  const std::string wide = "a-long-value-of-an-option";
  const Panel panel = parallel_panel(
      swept({"learning-rate-xx", "hidden", "c", "d", "e"}, {{wide, "1", "1", "1", "1"},
                                                            {wide + "2", "2", "1", "1", "2"},
                                                            {wide + "3", "3", "1", "1", "3"},
                                                            {wide + "4", "1000", "1", "1", "4"}}));
  const double width = panel.x.high - panel.x.low;
  for (const PlacedText& one : panel.texts) {
    INFO(one.text);
    if (one.at.x < 5) CHECK(one.text.size() <= 11);
    for (const PlacedText& other : panel.texts) {
      const bool is_above = other.at.x == one.at.x && other.at.y > one.at.y;
      if (is_above) CHECK(other.at.y - one.at.y >= 0.05);
    }
  }
  CHECK(-panel.x.low / width > 0.1);
  CHECK((panel.x.high - 5) / width > 0.1);
  CHECK(is_drawn(panel));
}

TEST_CASE("wide intervals and single values do not hide the means") {
  PicturedSweep sweep = swept({"l2"}, {{"1"}, {"2"}});
  sweep.points[0].interval = {-1000, 1000};
  sweep.points[1].interval = {kNan, kNan};
  const Panel panel = lines_panel(sweep);
  CHECK(panel.y.low > -3);
  CHECK(panel.y.high < 6);
  const Series bars = of_kind(panel, Series::Kind::kBars).front();
  CHECK(bars.bars[1].low == 2);
  CHECK(bars.bars[1].high == 2);
  CHECK(is_drawn(panel));
  for (SweptPoint& point : sweep.points) point.interval = {kNan, kNan};
  CHECK(lines_panel(sweep).caption.starts_with("one value each"));
}

TEST_CASE("means that differ much are on a logarithmic scale, whatever their intervals") {
  PicturedSweep sweep = swept({"l2"}, {{"1"}, {"2"}});
  sweep.points[1].mean = 5000;
  sweep.points[1].interval = {-10, 10000};
  const Panel panel = lines_panel(sweep);
  CHECK(panel.is_log);
  CHECK(panel.y.low > 0);
  CHECK(of_kind(panel, Series::Kind::kBars).front().bars[1].low > 0);
  CHECK(is_drawn(panel));
}

TEST_CASE("equal means, one candidate, and odd texts can be drawn") {
  PicturedSweep sweep = swept({"a'b", "`c`", "%d"}, {{"x y", "\"q\"", "1"}});
  sweep.out = 2;
  for (const Panel& panel : {parallel_panel(sweep), map_panel(swept({"a'b", "%d"}, {{"x y", "\"q\""}})),
                             lines_panel(swept({"a'b"}, {{"\"q\" 'r'"}}))})
    CHECK(is_drawn(panel));
  CHECK(parallel_panel(sweep).caption.ends_with("\n2 candidates without a result are not shown"));
  sweep.out = 0;
  sweep.partial = 1;
  CHECK(parallel_panel(sweep).caption.ends_with("better\n1 candidate with too few values is not shown"));
}

TEST_CASE("lines of parallel coordinates stand out from either background, the darker the better") {
  const std::vector<Series> lines = of_kind(parallel_panel(grid_of(5, 4)), Series::Kind::kThinLine);
  REQUIRE(lines.size() == 10);  // from the worst tenth to the best
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(i);
    CHECK(contrast(*lines[i].colour, kLightPalette.background) >= 3);
    CHECK(contrast(*lines[i].dark_colour, kDarkPalette.background) >= 3);
    if (i == 0) continue;  // the scale gets brighter from 0 to 1
    CHECK(contrast(*lines[i].colour, 0) < contrast(*lines[i - 1].colour, 0));
    CHECK(contrast(*lines[i].dark_colour, 0) < contrast(*lines[i - 1].dark_colour, 0));
  }
}
