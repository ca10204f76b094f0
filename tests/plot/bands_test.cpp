#include "plot/bands.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("the bands of numbers that are far from 0 have names that differ") {
  Split split;
  split.truth = BlockMatrix(1);
  for (const double number : {1700000000000.5, 1700000000004.0, 1700000000007.5})
    split.truth.append(std::vector<double>{number});
  const Model model{{}, {}, {}, "", {}, Loss::kMse, Network({1, 1}, {Activation::kIdentity}, true), {}};
  const std::vector<Group> groups = groups_of(model, {std::move(split), BlockMatrix(), {}});
  REQUIRE(groups.size() == 8);
  CHECK(groups[0].label == "1700000000000 to 1700000000001");
}
