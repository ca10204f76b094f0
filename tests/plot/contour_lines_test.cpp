#include <cmath>
#include <limits>

#include "plot/contour_lines.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// A square grid from 0 to `last` with the values of a function.
template <typename Function>
ValueGrid grid_with(std::size_t last, Function value) {
  ValueGrid grid;
  for (std::size_t i = 0; i <= last; ++i) grid.xs.push_back(static_cast<double>(i));
  grid.ys = grid.xs;
  for (const double y : grid.ys) {
    for (const double x : grid.xs) grid.values.push_back(value(x, y));
  }
  return grid;
}

}  // namespace

TEST_CASE("a contour lies where the surface has its level, from border to border") {
  const std::vector<Polyline> lines = contour_lines(grid_with(4, [](double x, double) { return x; }), 1.25);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].size() == 5);
  for (const Point& point : lines[0]) CHECK(point.x == 1.25);
  CHECK(std::abs(lines[0].front().y - lines[0].back().y) == 4);
}

TEST_CASE("a contour around a top is closed, and has its distance") {
  const auto cone = [](double x, double y) { return std::sqrt((x - 10) * (x - 10) + (y - 10) * (y - 10)); };
  const std::vector<Polyline> lines = contour_lines(grid_with(20, cone), 5);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].front().x == lines[0].back().x);
  CHECK(lines[0].front().y == lines[0].back().y);
  for (const Point& point : lines[0]) CHECK(cone(point.x, point.y) == Approx(5).epsilon(0.02));
}

TEST_CASE("the mean decides which corners of a saddle belong together") {
  ValueGrid grid{{0, 1}, {0, 1}, {1, 0, 0, 1}};
  for (const bool are_high_joined : {true, false}) {
    const std::vector<Polyline> lines = contour_lines(grid, are_high_joined ? 0.4 : 0.6);
    REQUIRE(lines.size() == 2);
    for (const Polyline& line : lines) {
      REQUIRE(line.size() == 2);
      // The line cuts off a corner that is alone: a low one, (1, 0) or (0, 1), if the high ones are joined.
      const double x = (line[0].x + line[1].x) / 2;
      const double y = (line[0].y + line[1].y) / 2;
      CHECK((std::abs(x - y) > 0.5) == are_high_joined);
    }
  }
}

TEST_CASE(
    "there is no contour beside what is no number, at a level that is not reached, or on a flat surface") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto with_hole = [&](double x, double y) { return x == 2 && y == 2 ? nan : x; };
  CHECK(contour_lines(grid_with(4, with_hole), 1.5).size() == 2);  // above and below the hole
  CHECK(contour_lines(grid_with(4, [](double x, double) { return x; }), 9).empty());
  CHECK(contour_lines(grid_with(4, [](double, double) { return 1.0; }), 1).empty());
}

TEST_CASE("a simplified line keeps its ends, its corners and its farthest points") {
  Polyline line;
  for (int i = 0; i <= 10; ++i) line.push_back({static_cast<double>(i), 0.01 * (i % 2)});
  for (int i = 1; i <= 10; ++i) line.push_back({10, static_cast<double>(i)});
  const Polyline result = simplified(line, 0.1);
  REQUIRE(result.size() == 3);
  CHECK(result[1].x == 10);
  CHECK(result[1].y == 0);
  CHECK(simplified({{0, 0}, {5, 0}, {1, 0}}, 0.1).size() == 3);  // there and back
}
