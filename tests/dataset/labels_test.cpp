#include "dataset/labels.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("labels are alike if only case, blanks, a final dot or the spelling of a number differs") {
  CHECK(plain_label("Yes ") == plain_label("yes"));
  CHECK(plain_label(" New York") == plain_label("newyork"));
  CHECK(plain_label("<=50K.") == plain_label("<=50K"));
  CHECK(plain_label("1.0") == plain_label("1"));
  CHECK(plain_label("+1.") == plain_label("1"));
  CHECK(plain_label("a\xC2\xA0"
                    "b") == plain_label("ab"));
  CHECK(plain_label("yes") != plain_label("no"));
  CHECK(plain_label("1.5") != plain_label("15"));
  CHECK(plain_label("a.b") != plain_label("ab"));
  CHECK(plain_label("a..") != plain_label("a"));
  CHECK(plain_label(".").empty());
}

TEST_CASE("the nearest label is one that is alike, else one with a similar spelling") {
  const std::vector<std::string> known = {"<=50K", ">50K", "1", "Setosa"};
  CHECK(nearest_label("<=50k.", known) == "<=50K");
  CHECK(nearest_label("1.0", known) == "1");
  CHECK(nearest_label("setossa", known) == "Setosa");
  CHECK(!nearest_label("virginica", known));
}

TEST_CASE("labels that are alike are found, each with the first one") {
  CHECK(twin_labels({"no", "yes", "maybe"}).empty());
  const auto twins = twin_labels({"Yes", "no", "yes", "yes."});
  REQUIRE(twins.size() == 2);
  CHECK(twins[0] == std::pair<std::string, std::string>("Yes", "yes"));
  CHECK(twins[1] == std::pair<std::string, std::string>("Yes", "yes."));
}
