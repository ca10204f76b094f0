#include "plot/plane.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("a grid's points are network inputs: scaled, row by row, and fixed where there is no axis") {
  const std::vector<Axis> axes = {{"a", 2, 10, 4}, {"b", 0, -1, 0.5}};
  const Grid grid{axes, {{2, 18}, {-1, 1}}, {3, 2}, {7, 8, 9}};
  REQUIRE(grid.points() == 6);
  const BlockMatrix inputs = grid_inputs(grid, 0, 6);
  const std::vector<double> a = {-2, 0, 2, -2, 0, 2};
  const std::vector<double> b = {0, 0, 0, 4, 4, 4};
  for (std::size_t point = 0; point < 6; ++point) {
    CHECK(inputs.at(point, 0) == b[point]);
    CHECK(inputs.at(point, 1) == 8);
    CHECK(inputs.at(point, 2) == a[point]);
    CHECK(axes[0].value_of(inputs, point) == (std::vector<double>{2, 10, 18})[point % 3]);
  }
  CHECK(grid_inputs(grid, 4, 5).at(0, 2) == 0);
}
