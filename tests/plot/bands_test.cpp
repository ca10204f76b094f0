#include "plot/bands.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("the bands of numbers that are far from 0 have names that differ") {
  BlockMatrix numbers(1);
  for (const double number : {1700000000000.5, 1700000000004.0, 1700000000007.5})
    numbers.append(std::vector<double>{number});
  const std::vector<Group> groups = groups_of({}, numbers);
  REQUIRE(groups.size() == 8);
  CHECK(band_label(groups[0].low, groups[0].high) == "1700000000000 to 1700000000001");
}

TEST_CASE("the bands of numbers share their edges with the color bar, which has no band of equal numbers") {
  BlockMatrix numbers(1);
  for (const double number : {-3.9, 0.5, 2.1}) numbers.append(std::vector<double>{number});
  const std::vector<Group> groups = groups_of({}, numbers);
  const std::optional<ColourBar> bar = colour_bar_of(groups, "price");
  REQUIRE(bar);
  CHECK(bar->label == "price");
  CHECK(bar->edges == std::vector<double>{-4, -3, -2, -1, 0, 1, 2, 3});
  REQUIRE(bar->colours.size() + 1 == bar->edges.size());
  for (std::size_t band = 0; band < groups.size(); ++band) {
    CHECK(groups[band].label.empty());
    CHECK(groups[band].low == bar->edges[band]);
    CHECK(groups[band].colour == bar->colours[band]);
  }
  BlockMatrix equal(1);
  for (int i = 0; i < 3; ++i) equal.append(std::vector<double>{7});
  CHECK(groups_of({}, equal).front().label == "7");
  CHECK_FALSE(colour_bar_of(groups_of({}, equal), "price"));
}
