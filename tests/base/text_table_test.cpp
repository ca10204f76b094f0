#include "base/text_table.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("columns of a table are as wide as their widest cell, and no line ends in blanks") {
  CHECK(text_table({{"metric", "A", "verdict"}, {"auc", "0.5", "same"}, {"äö", "12.25", ""}}, "<><") ==
        "metric      A  verdict\n"
        "auc       0.5  same\n"
        "äö      12.25\n");
}

TEST_CASE("columns beyond the named sides are like the last one") {
  CHECK(text_table({{"a", "bb", "c"}, {"aa", "b", "cc"}}, "<>") == "a   bb   c\naa   b  cc\n");
  CHECK(text_table({}, "<").empty());
}
