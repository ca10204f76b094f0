#include "plot/panel.hpp"

#include <cmath>
#include <limits>

#include "plot/style.hpp"
#include "plot/thinning.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("an axis reaches a little beyond its values") {
  const Bounds bounds = bounds_of({3, -1, 2});
  CHECK(bounds.low == Approx(-1.16));
  CHECK(bounds.high == Approx(3.16));
}

TEST_CASE("an axis has a length whatever it is to show") {
  for (const std::vector<double>& values : {std::vector<double>{},
                                            {0},
                                            {7, 7},
                                            {-1e300},
                                            {1e-300},
                                            {std::nan(""), INFINITY},
                                            {1e299},
                                            {0, 5e-324}}) {
    const Bounds bounds = bounds_of(values);
    CHECK(bounds.low < bounds.high);
    CHECK(std::isfinite(bounds.low));
    CHECK(std::isfinite(bounds.high));
    for (const double value : values)
      CHECK((!std::isfinite(value) || (bounds.low < value && value < bounds.high)));
  }
}

TEST_CASE("an axis does not reach where the arithmetic of drawing overflows") {
  constexpr double kMax = std::numeric_limits<double>::max();
  const Bounds bounds = bounds_of({-kMax, kMax});
  CHECK(bounds.low < -1e300);
  CHECK(bounds.high > 1e300);
  CHECK(bounds.high < 2e300);
}

TEST_CASE("a round step is 1, 2 or 5 times a power of ten") {
  CHECK(round_step(1) == 1);
  CHECK(round_step(1.5) == 2);
  CHECK(round_step(30) == 50);
  CHECK(round_step(0.6) == 1);
  CHECK(round_step(0.0625) == Approx(0.1));
}

TEST_CASE("a round step is above 0 however close numbers are") {
  for (const double least : {0.0, std::numeric_limits<double>::denorm_min(), 1e-310})
    CHECK(round_step(least) >= std::numeric_limits<double>::min());
}

TEST_CASE("classes beyond the styles are grey, the smallest of them") {
  CHECK(class_styles({5, 1, 3}) == std::vector<std::size_t>{0, 1, 2});
  const std::vector<std::size_t> styles = class_styles({9, 1, 8, 7, 6, 5, 4, 3, 2});
  CHECK(styles == std::vector<std::size_t>{0, kGrey, 1, 2, 3, 4, 5, 6, kGrey});
}

TEST_CASE("of many rows some are drawn, at even distances") {
  CHECK(rows_drawn(0).empty());
  CHECK(rows_drawn(3) == std::vector<std::size_t>{0, 1, 2});
  const std::vector<std::size_t> drawn = rows_drawn(3 * kMostRowsDrawn);
  REQUIRE(drawn.size() == kMostRowsDrawn);
  CHECK(drawn[1] == 3);
  CHECK(drawn.back() == 3 * kMostRowsDrawn - 3);
  CHECK(rows_left_out(5, "train").empty());
  CHECK(rows_left_out(6000, "train") == "2000 of 6000 train rows are drawn");
}

TEST_CASE("a long label loses its middle, and whole characters") {
  CHECK(short_label("short") == "short");
  CHECK(short_label("species of the north 1", 12) == "spec...rth 1");
  CHECK(short_label("äöüäöüäöüäöü", 9) == "äöü...äöü");
  CHECK(short_label("a\nb") == "a\\x0Ab");
}

TEST_CASE("colours run evenly from one to another") {
  CHECK(mixed(0x000000, 0xFFFFFF, 0) == 0x000000);
  CHECK(mixed(0x000000, 0xFFFFFF, 1) == 0xFFFFFF);
  CHECK(mixed(0x204060, 0x406080, 0.5) == 0x305070);
  CHECK(scale_colour(-1) == scale_colour(0));
  CHECK(scale_colour(2) == scale_colour(1));
  CHECK(scale_colour(std::nan("")) == scale_colour(0));
}
