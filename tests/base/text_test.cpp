#include "base/text.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("the nearest name is found when one is near") {
  const std::vector<std::string> names = {"variance", "skewness", "curtosis", "entropy"};
  CHECK(nearest_name("entropi", names) == "entropy");
  CHECK(nearest_name("Variance", names) == "variance");
  CHECK(nearest_name("varaince", names) == "variance");
  CHECK(nearest_name("skew", names) == "skewness");
  CHECK_FALSE(nearest_name("price", names).has_value());
  CHECK_FALSE(nearest_name("", names).has_value());
  CHECK_FALSE(nearest_name("x", {"y"}).has_value());  // every letter is another one
  CHECK_FALSE(nearest_name("xyz", {"ab"}).has_value());
}

TEST_CASE("a list that is cut shows whole items, and at least one") {
  CHECK(join({"one", "two", "three"}, ", ", 100) == "one, two, three");
  CHECK(join({"one", "two", "three"}, ", ", 8) == "one, two, ...");
  CHECK(join({"longer than the limit", "two"}, ", ", 8) == "longer than the limit, ...");
  CHECK(join({}, ", ", 8).empty());
}

TEST_CASE("text for a terminal shows what could harm it as numbers") {
  CHECK(printable("a\x1b[31m") == "a\\x1B[31m");
  CHECK(printable("caf\xc3\xa9") == "caf\xc3\xa9");
  CHECK(printable("caf\xe9!") == "caf\\xE9!");
  CHECK(printable("0123456789", 4) == "0123...");
  const std::string name(80, 'n');
  CHECK(did_you_mean(name + "x", {name}) == "; did you mean '" + name + "'?");
  CHECK(printable("a\xc2\x9b"
                  "31m") == "a\\xC2\\x9B31m");  // C1: CSI in one character
  CHECK(printable("a\xe2\x80\xae"
                  "b") ==
        "a\\xE2\\x80\\xAE"
        "b");                                                               // right-to-left override
  CHECK(printable("\xe2\x81\xa6\xd8\x9c") == "\\xE2\\x81\\xA6\\xD8\\x9C");  // an isolate, the Arabic mark
  CHECK(printable("\xe2\x80\xa8") == "\\xE2\\x80\\xA8");                    // a separator of lines
  CHECK(printable("\xc2\xa0\xe2\x80\x93\xf0\x9f\x8d\x8e") == "\xc2\xa0\xe2\x80\x93\xf0\x9f\x8d\x8e");
  CHECK(printable(std::string("\0", 1)) == "\\x00");
}

TEST_CASE("UTF-8 is told from what is not") {
  CHECK(is_utf8("plain"));
  CHECK(is_utf8("\xe2\x82\xac\xf0\x9f\x98\x80"));
  for (const char* const bad : {"\xe9", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("widths are code points and counts have their noun") {
  CHECK(width_of("caf\xc3\xa9") == 4);
  CHECK(width_of("") == 0);
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(0, "row") == "0 rows");
}

TEST_CASE("a name that is taken gets a number") {
  std::set<std::string> taken = {"a", "b_2"};
  CHECK(free_name("c", taken) == "c");
  CHECK(free_name("a", taken) == "a_2");
  CHECK(free_name("a", taken) == "a_3");
  CHECK(free_name("b_2", taken) == "b_2_2");
  CHECK(taken.size() == 6);
}

TEST_CASE("blanks are cut and lists are joined") {
  CHECK(trim(" \t a b \r") == "a b");
  CHECK(trim("  ").empty());
  CHECK(join({"a", "b", "c"}) == "a, b, c");
  CHECK(join({"aaaa", "bbbb"}, ", ", 6) == "aaaa, ...");
}
