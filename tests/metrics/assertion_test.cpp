#include "metrics/assertion.hpp"

#include <limits>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

const std::vector<std::string> kNames = {"loss", "accuracy"};

bool holds(const std::string& expression, double accuracy) {
  return evaluate(parse_assertion(expression, kNames), {{"loss", 1}, {"accuracy", accuracy}},
                  "00000000000000aa")
      .passed;
}

}  // namespace

TEST_CASE("every comparison is what it says") {
  CHECK(holds("accuracy >= 0.5", 0.5));
  CHECK_FALSE(holds("accuracy > 0.5", 0.5));
  CHECK(holds("accuracy<=0.5", 0.5));
  CHECK_FALSE(holds("accuracy < 0.5", 0.5));
  CHECK(holds("train.accuracy == 0.5", 0.5));
  CHECK_FALSE(holds("accuracy == 0.5", 0.25));
  CHECK(holds("fingerprint == 00000000000000aa", 0));
  CHECK_FALSE(holds("fingerprint == 00000000000000ab", 0));
}

TEST_CASE("a value that is not a number fails every comparison") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const char* const expression :
       {"accuracy >= 0", "accuracy <= 1", "accuracy == 0", "accuracy > 0", "accuracy < 1"}) {
    CHECK_FALSE(holds(expression, nan));
  }
}

TEST_CASE("what is no assertion is refused before the work begins") {
  for (const char* const expression :
       {"", "accuracy", "accuracy >= ", "accuracy = 0.5", "accuracy >= x", "acuracy >= 0.5",
        "test.accuracy >= 0.5", "accuracy >= 0.5 0.6", ">= 0.5", "fingerprint >= 00000000000000aa",
        "fingerprint == xyz", "accuracy >= nan", "accuracy => 0.5"}) {
    INFO(expression);
    CHECK_THROWS_AS(parse_assertion(expression, kNames), UsageError);
  }
  CHECK_THROWS_WITH(parse_assertion("acuracy >= 0.5", kNames), ContainsSubstring("did you mean 'accuracy'"));
}
