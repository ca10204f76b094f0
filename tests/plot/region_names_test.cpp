#include "plot/region_names.hpp"

#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// 100 x 100 points over 0 to 99: region 0 left of column `border`, region 1 from there on.
RegionGrid two_halves(std::size_t border) {
  RegionGrid grid{100, {}, {0, 99}, {0, 99}};
  for (std::size_t i = 0; i < 10000; ++i) grid.regions.push_back(i % 100 < border ? 0 : 1);
  return grid;
}

}  // namespace

TEST_CASE("the name of a region stands in it, off its border and off the rows") {
  std::vector<Point> points;
  for (int x = 0; x < 100; ++x) {
    for (int y = 0; y < 60; ++y) points.push_back({static_cast<double>(x), static_cast<double>(y)});
  }
  const std::vector<PlacedText> texts = region_names(two_halves(40), {"apple", "pear"}, points);
  REQUIRE(texts.size() == 2);
  CHECK(texts[0].text == "apple");
  CHECK(texts[1].text == "pear");
  for (const PlacedText& text : texts) {
    CHECK(text.anchor == PlacedText::Anchor::kMiddle);
    CHECK(text.at.y > 62);
    CHECK(text.at.y < 95);
  }
  CHECK((texts[0].at.x > 5 && texts[0].at.x < 35));
  CHECK((texts[1].at.x > 44 && texts[1].at.x < 95));
}

TEST_CASE("a region that is narrower than its name has none, like one that does not exist or has no name") {
  CHECK(region_names(two_halves(6), {"apple", "pear"}, {}).size() == 1);
  CHECK(region_names(two_halves(40), {"apple", "pear", "quince"}, {}).size() == 2);
  CHECK(region_names(two_halves(40), {"", "pear"}, {}).size() == 1);
  CHECK(region_names(two_halves(40), {"a name that is as wide as half of the panel", "pear"}, {}).size() ==
        1);
}
