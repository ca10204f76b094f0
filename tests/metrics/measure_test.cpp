#include "metrics/measure.hpp"

#include <cmath>
#include <limits>

#include "metrics/matrix.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("Wilson's interval is R's") {
  // prop.test(1227, 1372, correct = FALSE)$conf.int and others
  const Interval interval = wilson_interval(1227, 1372);
  CHECK(interval.low == Approx(0.8769).margin(5e-5));
  CHECK(interval.high == Approx(0.9095).margin(5e-5));
  CHECK(wilson_interval(0, 10).low == 0);
  CHECK(wilson_interval(0, 10).high == Approx(0.2775327998628892).epsilon(1e-12));
  CHECK(wilson_interval(10, 10).high == 1);
  CHECK(wilson_interval(10, 10).low == Approx(0.7224672001371107).epsilon(1e-12));
  CHECK(wilson_interval(1, 1).low == Approx(0.2065493143772375).epsilon(1e-12));
}

TEST_CASE("classes are measured at 0.5, which itself is the first class") {
  const Measures metrics =
      measure_classes(column({0.9, 0.5, 0.2, 0.6}), column({1, 1, 0, 0}), {"no", "yes"}, true, {}, 3.5);
  CHECK(metric(metrics, "rows") == 4);
  CHECK(metric(metrics, "loss") == 3.5);
  CHECK(metric(metrics, "accuracy") == 0.5);
  CHECK(metric(metrics, "correct") == 2);
  CHECK(metric(metrics, "majority") == 0.5);
  CHECK(metric(metrics, "mse") == Approx((0.01 + 0.25 + 0.04 + 0.36) / 4));
  CHECK_FALSE(find_metric(metrics, "r2").has_value());
}

TEST_CASE("a regression is measured by its errors and against the mean") {
  const Measures metrics = measure_values(column({1, 2, 5}), column({1, 3, 2}), 0);
  CHECK(metric(metrics, "mse") == Approx(10.0 / 3));
  CHECK(metric(metrics, "rmse") == Approx(std::sqrt(10.0 / 3)));
  CHECK(metric(metrics, "mae") == Approx(4.0 / 3));
  CHECK(metric(metrics, "r2") == Approx(1 - 10.0 / 2));
  CHECK(std::isnan(metric(measure_values(column({1}), column({1}), 0), "r2")));
  // The mean of three 0.1 is not 0.1.
  CHECK(std::isnan(metric(measure_values(column({1, 2, 3}), column({0.1, 0.1, 0.1}), 0), "r2")));
  CHECK(std::isnan(metric(measure_values(column({1, 2}), column({0.3, 0.1 + 0.2}), 0), "r2")));
  CHECK(metric(measure_values(column({0, 1e-300}), column({0, 1e-300}), 0), "mae") == 0);
  CHECK(metric(measure_values(column({1, 1 + 1e-14}), column({1, 1 + 1e-14}), 0), "r2") == 1);
}

TEST_CASE("classes are measured one by one and in pairs") {
  const Measures measures = measure_classes(matrix({{3, 1, 2}, {0, 5, 1}, {1, 1, 0}, {0, 1, 2}}),
                                            column({0, 1, 1, 0}), {"a", "b", "c"}, false, {}, 0);
  CHECK(measures.labels == std::vector<std::string>{"a", "b", "c"});
  CHECK(measures.confusion.counts == std::vector<std::size_t>{1, 0, 1, 1, 1, 0, 0, 0, 0});
  CHECK(measures.classes[0].rows == 2);
  CHECK(measures.classes[2].rows == 0);
  CHECK(metric(measures, "recall[a]") == 0.5);
  CHECK(metric(measures, "precision[b]") == 1);
  CHECK(metric(measures, "f1[c]") == 0);
  CHECK(metric(measures, "confusion[a][c]") == 1);
  CHECK(metric(measures, "confusion[c][a]") == 0);
  CHECK(metric(measures, "mse") == ((4 + 1 + 4) + (0 + 16 + 1) + (1 + 0 + 0) + (1 + 1 + 4)) / 4.0);
  CHECK(metric(measures, "balanced_accuracy") == 0.5);
  CHECK(metric(measures, "macro_recall") == Approx(1.0 / 3));
  CHECK(std::isnan(metric(measures, "auc")));
  CHECK_FALSE(find_metric(measures, "log_loss").has_value());
  CHECK_FALSE(find_metric(measures, "recall[d]").has_value());
}

TEST_CASE("outputs that are no numbers are measured all the same") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Measures measures = measure_classes(column({nan, nan}), column({0, 1}), {"a", "b"}, true, {}, nan);
  CHECK(metric(measures, "accuracy") == 0.5);
  for (const char* const name : {"loss", "mse", "auc", "log_loss"}) {
    INFO(name);
    CHECK(std::isnan(metric(measures, name)));
  }
}

TEST_CASE("each metric that tells how good a network is has a direction, and NaN is never better") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const char* const name : {"loss", "mse", "log_loss", "rmse", "mae"})
    CHECK(goal_of(name) == Goal::kLower);
  for (const char* const name : {"accuracy", "balanced_accuracy", "macro_precision", "macro_recall",
                                 "macro_f1", "auc", "r2", "recall[x]", "precision[a,b]", "f1[\"]\"]"})
    CHECK(goal_of(name) == Goal::kHigher);
  for (const char* const name : {"rows", "correct", "accuracy_low", "accuracy_high", "majority",
                                 "confusion[a][b]", "recall", "recall[x", "fast"})
    CHECK(goal_of(name) == Goal::kNone);
  for (const Goal goal : {Goal::kLower, Goal::kHigher}) {
    CHECK(is_better(goal, 1, 2) == (goal == Goal::kLower));
    CHECK(is_better(goal, 2, 1) == (goal == Goal::kHigher));
    CHECK_FALSE(is_better(goal, 1, 1));
    CHECK(is_better(goal, 1, nan));
    CHECK_FALSE(is_better(goal, nan, 1));
    CHECK_FALSE(is_better(goal, nan, nan));
  }
}

TEST_CASE("the names are those of what is measured") {
  const std::vector<std::string> expected = {
      "rows",         "loss",          "mse",      "accuracy",          "correct",
      "accuracy_low", "accuracy_high", "majority", "balanced_accuracy", "macro_precision",
      "macro_recall", "macro_f1",      "auc",      "log_loss"};
  CHECK(class_metric_names(true) == expected);
  CHECK(class_metric_names(false) == std::vector<std::string>(expected.begin(), expected.end() - 1));
  CHECK(value_metric_names() == std::vector<std::string>{"rows", "loss", "mse", "rmse", "mae", "r2"});
}
