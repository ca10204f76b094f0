#include "metrics/assertion.hpp"

#include <limits>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

const KnownMetrics kTrainOnly = {{"train"}, {"loss", "accuracy"}, {}};
const KnownMetrics kAllSplits = {
    {"train", "validation", "test"}, {"loss", "accuracy"}, {"a<=b", "x] > 1", "c.d", "a"}};

MeasuredSplit split_of(const std::string& name, std::size_t rows, double value) {
  return {name, rows,
          [value](std::string_view metric) -> std::optional<double> { return metric == "loss" ? 1 : value; }};
}

bool holds(const std::string& expression, double accuracy) {
  return check_assertion(parse_assertion(expression, kTrainOnly), {split_of("train", 7, accuracy)},
                         "00000000000000aa", false)
      .passed;
}

AssertionResult of_splits(const std::string& expression, bool converged = false) {
  return check_assertion(
      parse_assertion(expression, kAllSplits),
      {split_of("train", 60, 0.75), split_of("validation", 30, 0.5), split_of("test", 10, 0.25)},
      "00000000000000aa", converged);
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
  for (const char* const expression : {"",
                                       "accuracy",
                                       "accuracy >= ",
                                       "accuracy = 0.5",
                                       "accuracy >= x",
                                       "acuracy >= 0.5",
                                       "test.accuracy >= 0.5",
                                       "accuracy >= 0.5 0.6",
                                       ">= 0.5",
                                       "fingerprint >= 00000000000000aa",
                                       "fingerprint == xyz",
                                       "accuracy >= nan",
                                       "accuracy => 0.5",
                                       "converged == 1",
                                       "convergd",
                                       "recall[a] > 0",
                                       "train.",
                                       ".accuracy > 1",
                                       "train.train.accuracy > 0",
                                       "train.converged"}) {
    INFO(expression);
    CHECK_THROWS_AS(parse_assertion(expression, kTrainOnly), UsageError);
  }
  CHECK_THROWS_WITH(parse_assertion("acuracy >= 0.5", kTrainOnly),
                    ContainsSubstring("did you mean 'accuracy'"));
  CHECK_THROWS_WITH(parse_assertion("train.acuracy > 0.5", kTrainOnly), ContainsSubstring("'acuracy'"));
  CHECK_THROWS_WITH(parse_assertion("recal[a<=b] > 0", kAllSplits), ContainsSubstring("no metric 'recal[a'"));
  CHECK_THROWS_WITH(parse_assertion("fingerprnt == 1", kTrainOnly),
                    ContainsSubstring("did you mean 'fingerprint'"));
  CHECK_THROWS_WITH(parse_assertion("tran.accuracy > 0", kTrainOnly),
                    ContainsSubstring("did you mean 'train'"));
}

TEST_CASE("a split that is not there is answered with those there are and the flag that makes it") {
  CHECK_THROWS_WITH(parse_assertion("test.accuracy > 0", kTrainOnly),
                    ContainsSubstring("this run has no 'test' rows, only 'train'"));
  const auto remedy = [](const std::string& expression, const KnownMetrics& known) {
    try {
      parse_assertion(expression, known);
    } catch (const UsageError& error) {
      return error.remedy().text();
    }
    return std::string();
  };
  CHECK_THAT(remedy("test.accuracy > 0", kTrainOnly), ContainsSubstring("--test-fraction"));
  CHECK_THAT(remedy("recal[a] > 0", kAllSplits), ContainsSubstring("confusion[ACTUAL][PREDICTED]"));
  CHECK_THAT(remedy("validation.recall[a.b] > 0", kTrainOnly), ContainsSubstring("--validation-fraction"));
  CHECK_THAT(remedy("recall[y] > 0", kAllSplits),
             ContainsSubstring("the classes are:  \"a<=b\", \"x] > 1\", c.d, a"));
  CHECK_THROWS_WITH(parse_assertion("cv.accuracy > 0", kAllSplits),
                    ContainsSubstring("only 'train', 'validation' and 'test'"));
}

TEST_CASE("an assertion is about the split it names, else about the most held-out one") {
  CHECK(of_splits("accuracy == 0.25").passed);
  CHECK(of_splits("test.accuracy == 0.25").passed);
  CHECK(of_splits("validation.accuracy == 0.5").passed);
  const AssertionResult train = of_splits(" train.accuracy == 0.75 ");
  CHECK(train.passed);
  CHECK(train.rows == 60);
  CHECK(train.expression == "train.accuracy == 0.75");
  CHECK(train.text == "0.75");
  CHECK(std::get<double>(train.value) == 0.75);
  CHECK(of_splits("accuracy > 0").rows == 10);
  const AssertionResult fingerprint = of_splits("fingerprint == 00000000000000AA");
  CHECK(fingerprint.passed);
  CHECK(fingerprint.rows == 60);
  CHECK(std::get<std::string>(fingerprint.value) == "00000000000000aa");
}

TEST_CASE("labels may hold operators, dots, brackets and blanks") {
  const auto metric_of = [](const std::string& expression) {
    const Assertion assertion = parse_assertion(expression, kAllSplits);
    return assertion.metric.split + "|" + assertion.metric.metric + "|" + assertion.op + "|" +
           std::to_string(static_cast<int>(assertion.threshold));
  };
  CHECK(metric_of("recall[a<=b] >= 5") == "test|recall[a<=b]|>=|5");
  CHECK(metric_of("recall[a<=b]<=-5") == "test|recall[a<=b]|<=|-5");
  CHECK(metric_of("train.f1[a<=b] < 5") == "train|f1[a<=b]|<|5");
  CHECK(metric_of("precision[x] > 1]== 5") == "test|precision[x] > 1]|==|5");
  CHECK(metric_of("validation.recall[c.d] > 5") == "validation|recall[c.d]|>|5");
  CHECK(metric_of("confusion[a<=b][x] > 1] > 5") == "test|confusion[a<=b][x] > 1]|>|5");
  CHECK_THROWS_WITH(parse_assertion("recall[a<=b] => 5", kAllSplits),
                    ContainsSubstring("'=>' is not a comparison"));
}

TEST_CASE("convergence can be asserted") {
  CHECK_FALSE(of_splits("converged").passed);
  const AssertionResult result = of_splits(" converged ", true);
  CHECK(result.passed);
  CHECK(result.expression == "converged");
  CHECK(result.text == "true");
  CHECK(std::get<bool>(result.value));
}

TEST_CASE("a metric of a split is found by its name") {
  const auto found = find_metric_ref("validation.recall[c.d]", kAllSplits);
  REQUIRE(found.has_value());
  CHECK(found->split == "validation");
  CHECK(found->metric == "recall[c.d]");
  CHECK(find_metric_ref("recall[a]", kAllSplits)->split == "test");
  CHECK_FALSE(find_metric_ref("recall[a]", kTrainOnly).has_value());
  CHECK_FALSE(find_metric_ref("cv.loss", kAllSplits).has_value());
  CHECK_FALSE(find_metric_ref("", kAllSplits).has_value());
  CHECK(missing_part("test.loss", kTrainOnly).has_value());
  CHECK_FALSE(missing_part("test.loss", kAllSplits).has_value());
  CHECK_FALSE(missing_part("loss", kTrainOnly).has_value());
}
