// Compares thresholds with those of scripts/golden/thresholds.py, which counts in fractions.

#include <fstream>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "metrics/matrix.hpp"
#include "metrics/threshold.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("thresholds are those that an independent program finds by counting") {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/thresholds.json");
  const nlohmann::json cases = nlohmann::json::parse(file);
  REQUIRE(cases.size() == 30);
  std::size_t refused = 0;
  for (const nlohmann::json& one : cases) {
    const std::vector<double> p = one["probabilities"];
    const BlockMatrix targets = column(one["actual"].get<std::vector<double>>());
    BlockMatrix both(2);
    for (const double second : p) both.append(std::vector<double>{1 - second, second});
    for (const nlohmann::json& answer : one["answers"]) {
      const bool by_recall = answer["by"] == "recall";
      const ThresholdPlan plan{by_recall ? ThresholdBy::kRecall : ThresholdBy::kPrecision, answer["value"]};
      CAPTURE(p, answer.dump());
      if (!answer["threshold"].is_null()) {
        CHECK(find_threshold(plan, column(p), targets) == answer["threshold"]);
        CHECK(find_threshold(plan, both, targets) == answer["threshold"]);
        continue;
      }
      ++refused;
      try {
        find_threshold(plan, column(p), targets);
        FAIL("a threshold is found");
      } catch (const TrainingError& error) {
        CHECK_THAT(error.what(), ContainsSubstring("the highest precision is " + shortest(answer["best"]) +
                                                   ", at the threshold " + shortest(answer["at"])));
        CHECK_THAT(error.what(), ContainsSubstring("recall " + share_text(answer["recall_at"])));
        CHECK_THAT(error.remedy().text(), ContainsSubstring("--threshold " + shortest(answer["at"])));
      }
    }
  }
  CHECK(refused == 14);
}

TEST_CASE("rows without a probability reach no threshold, and without the second class there is none") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const BlockMatrix outputs = column({nan, 0.2, 0.8, nan});
  CHECK(find_threshold({ThresholdBy::kRecall, 0.5}, outputs, column({1, 1, 0, 0})) == 0.2);
  CHECK_THROWS_AS(find_threshold({ThresholdBy::kRecall, 0.9}, outputs, column({1, 1, 0, 0})), TrainingError);
  CHECK_THROWS_AS(find_threshold({ThresholdBy::kRecall, 0.1}, column({nan}), column({1})), TrainingError);
  CHECK_THROWS_AS(find_threshold({ThresholdBy::kPrecision, 0.1}, outputs, column({0, 0, 0, 0})),
                  TrainingError);
}
