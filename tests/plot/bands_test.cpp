#include "plot/bands.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("the bands of numbers that are far from 0 have names that differ") {
  BlockMatrix numbers(1);
  for (const double number : {1700000000000.5, 1700000000004.0, 1700000000007.5})
    numbers.append(std::vector<double>{number});
  const std::vector<Group> groups = groups_of({}, numbers);
  REQUIRE(groups.size() == 8);
  CHECK(groups[0].label == "1700000000000 to 1700000000001");
}
