#include "plot/svg_text.hpp"

#include <limits>

#include "plot/svg_ticks.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

std::vector<std::string> texts_of(const std::vector<Tick>& ticks) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks) texts.push_back(tick.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a number in an SVG has at most two decimals and is always one") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CHECK(svg_number(1) == "1");
  CHECK(svg_number(1.5) == "1.5");
  CHECK(svg_number(-12.345) == "-12.35");
  CHECK(svg_number(-0.001) == "0");
  CHECK(svg_number(100) == "100");
  CHECK(svg_number(1e300) == "100000");
  CHECK(svg_number(-kInfinity) == "-100000");
  CHECK(svg_number(kInfinity - kInfinity) == "0");
}

TEST_CASE("no text is markup, and none holds what XML forbids") {
  CHECK(svg_text("a<b>&\"c'") == "a&lt;b&gt;&amp;&quot;c'");
  CHECK(svg_text("one\ntwo\x1b\xff") == "one\\x0Atwo\\x1B\\xFF");
  CHECK(svg_text("\xEF\xBF\xBF") == "\\xEF\\xBF\\xBF");
  CHECK(svg_tip("").empty());
  CHECK(svg_tip("a\n<b>") == "<title>a\n&lt;b&gt;</title>");
}

TEST_CASE("the width of a text is that of Helvetica, with some room") {
  CHECK(text_width("", 10) == 0);
  CHECK(text_width("1", 1000) == Approx(556 * 1.04));
  CHECK(text_width("iW", 1000) == Approx((222 + 944) * 1.04));  // as in Adobe's font metrics
  CHECK(text_width("\xC3\xA4", 10) > 5);
}

TEST_CASE("a text is cut where it gets too wide, between characters") {
  CHECK(fitted_text("short", 100, 10) == "short");
  const std::string cut = fitted_text("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4", 30, 10);
  CHECK(cut == "\xC3\xA4\xC3\xA4\xC3\xA4\xE2\x80\xA6");
  CHECK(text_width(cut, 10) <= 30);
}

TEST_CASE("a caption is wrapped between words, and its line ends stay") {
  CHECK(wrapped_text("", 100, 10).empty());
  CHECK(wrapped_text("one two\nthree", 1000, 10) == Texts{"one two", "three"});
  CHECK(wrapped_text("aaaa bbbb cccc", 60, 10) == Texts{"aaaa bbbb", "cccc"});
}

TEST_CASE("the numbers along an axis are round, and have the digits that tell them apart") {
  CHECK(texts_of(linear_ticks({0, 1}, 0.2)) == Texts{"0", "0.2", "0.4", "0.6", "0.8", "1.0"});
  CHECK(texts_of(linear_ticks({-3, 3}, 1.5)) == Texts{"\xE2\x88\x92"
                                                      "2",
                                                      "0", "2"});
  CHECK(texts_of(linear_ticks({0.1, 1050}, 400)) == Texts{"500", "1000"});
  CHECK(texts_of(linear_ticks({0, 50000}, 20000)) == Texts{"0", "20000", "40000"});
  CHECK(texts_of(linear_ticks({1.0132, 1.0134}, 0.0001)) == Texts{"1.0132", "1.0133", "1.0134"});
}

TEST_CASE("numbers far from 0 keep their digits") {
  CHECK(texts_of(linear_ticks({1700000000000, 1700000060000}, 20000)) ==
        Texts{"1700000000000", "1700000020000", "1700000040000", "1700000060000"});
}

TEST_CASE("very large and very small numbers are powers of ten") {
  CHECK(texts_of(linear_ticks({0, 3e-7}, 1e-7)) == Texts{"0", "10\xE2\x81\xBB\xE2\x81\xB7",
                                                         "2\xC3\x97"
                                                         "10\xE2\x81\xBB\xE2\x81\xB7",
                                                         "3\xC3\x97"
                                                         "10\xE2\x81\xBB\xE2\x81\xB7"});
  CHECK(texts_of(linear_ticks({-1e300, 1e300}, 9e299)) == Texts{"\xE2\x88\x92"
                                                                "10\xC2\xB3\xE2\x81\xB0\xE2\x81\xB0",
                                                                "0", "10\xC2\xB3\xE2\x81\xB0\xE2\x81\xB0"});
}

TEST_CASE("a number has the power of ten that its digits belong to") {
  CHECK(number_texts({9.999999999999998e-8}, 1e-22) == Texts{"9.999999999999998\xC3\x97"
                                                             "10\xE2\x81\xBB\xE2\x81\xB8"});
}

TEST_CASE("a logarithmic axis has powers of ten") {
  CHECK(texts_of(log_ticks({0.005, 20}, 8)) == Texts{"0.01", "0.1", "1", "10"});
  CHECK(texts_of(log_ticks({0.0005, 0.02}, 8)) == Texts{"10\xE2\x81\xBB\xC2\xB3", "0.01"});
  CHECK(texts_of(log_ticks({500, 50000}, 8)) == Texts{"1000", "10\xE2\x81\xB4"});
  CHECK(texts_of(log_ticks({1, 1e6}, 4)).size() <= 4);
  CHECK(texts_of(log_ticks({1.5, 6}, 8)) == Texts{"2", "5"});
  CHECK(texts_of(log_ticks({2.1, 3.1}, 8)).size() >= 2);
}
