#include "plot/spread_panel.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<SpreadValue> values_of(const std::vector<double>& numbers) {
  std::vector<SpreadValue> values;
  for (const double number : numbers) values.push_back({number, std::to_string(number)});
  return values;
}

}  // namespace

TEST_CASE("values of a strip that are close to each other stand one above the other") {
  CHECK(stacked_places(values_of({1, 5, 3}), 0.5) == std::vector<double>{0, 0, 0});
  const std::vector<double> close = stacked_places(values_of({2, 1, 2.25, 9}), 0.5);
  CHECK((close[0] == 0 && close[1] == 0 && close[3] == 0));
  CHECK(close[2] != 0);
  const std::vector<double> equal = stacked_places(values_of(std::vector<double>(7, 4)), 0.5);
  CHECK(std::set<double>(equal.begin(), equal.end()).size() == 7);
  for (const double place : stacked_places(values_of(std::vector<double>(100, 4)), 0.5))
    CHECK((place >= 0 && place < 0.5));
  CHECK(stacked_places({}, 1).empty());
}

TEST_CASE("a strip has a mark for each run, the mean and its interval") {
  const SpreadGroup group{"folds",
                          "share",
                          "",
                          "",
                          {{"accuracy", values_of({0.5, 0.75}), 0.625, {0.5, 0.7}},
                           {"auc", values_of({0.25}), 0.25, {kNan, kNan}, 2}}};
  const Panel panel = spread_panel(group);
  REQUIRE(panel.series.size() == 2);
  const Series& marks = panel.series[0];
  REQUIRE(marks.points.size() == 3);
  CHECK(marks.points[0].x == 0.5);
  CHECK(marks.points[1].x == 0.75);
  CHECK(marks.tips[1] == "0.750000");
  CHECK(marks.points[1].y == 1);  // the first strip is at the top
  CHECK(marks.points[2].y == 0);
  CHECK(panel.y_names[0].name == "accuracy");
  CHECK(panel.y_names[0].place == 1);
  const Series& means = panel.series[1];
  REQUIRE(means.points.size() == 9);  // mean, interval, mean; each ended by NaN
  CHECK((means.points[0].x == 0.625 && means.points[1].x == 0.625));
  CHECK((means.points[3].x == 0.5 && means.points[4].x == 0.7));
  CHECK((means.points[3].y == means.points[4].y && means.points[3].y < 1));  // below all marks
  CHECK(means.tips[0] == "mean 0.625, 95% CI 0.5 to 0.7");
  CHECK(means.tips[6] == "mean 0.25");
  CHECK((panel.x.low <= 0.25 && panel.x.high >= 0.75));
  CHECK_THAT(panel.caption, ContainsSubstring("auc: 2 runs without a value"));
}
