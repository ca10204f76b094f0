#include "metrics/measure.hpp"

#include <cmath>
#include <limits>

#include "metrics/matrix.hpp"
#include "metrics/scoring.hpp"
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
  CHECK(metric(measures, "specificity") == Approx((0.5 + 1 + 0.75) / 3));
  CHECK(metric(measures, "macro_recall") == Approx(1.0 / 3));
  CHECK(std::isnan(metric(measures, "auc")));
  CHECK_FALSE(find_metric(measures, "log_loss").has_value());
  CHECK_FALSE(find_metric(measures, "recall[d]").has_value());
}

TEST_CASE("outputs that are no numbers are measured all the same") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Measures measures = measure_classes(column({nan, nan}), column({0, 1}), {"a", "b"}, true, {}, nan);
  CHECK(metric(measures, "accuracy") == 0.5);
  for (const char* const name : {"loss", "mse", "auc", "average_precision", "log_loss", "ece"}) {
    INFO(name);
    CHECK(std::isnan(metric(measures, name)));
  }
  const Measures values = measure_values(column({nan, 1, 4}), column({1, 3, 2}), nan);
  for (const char* const name : {"mse", "mae", "mape", "max_error", "r2", "explained_variance"}) {
    INFO(name);
    CHECK(std::isnan(metric(values, name)));
  }
}

TEST_CASE("each metric that tells how good a network is has a direction, and NaN is never better") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const char* const name : {"loss", "mse", "log_loss", "ece", "rmse", "mae", "mape", "max_error"})
    CHECK(goal_of(name) == Goal::kLower);
  for (const char* const name : {"accuracy", "balanced_accuracy", "macro_precision", "macro_recall",
                                 "macro_f1", "mcc", "kappa", "specificity", "auc", "average_precision", "r2",
                                 "explained_variance", "recall[x]", "precision[a,b]", "f1[\"]\"]"})
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
  const std::vector<std::string> expected = {"rows",
                                             "loss",
                                             "mse",
                                             "accuracy",
                                             "correct",
                                             "accuracy_low",
                                             "accuracy_high",
                                             "majority",
                                             "balanced_accuracy",
                                             "macro_precision",
                                             "macro_recall",
                                             "macro_f1",
                                             "mcc",
                                             "kappa",
                                             "specificity",
                                             "auc",
                                             "average_precision",
                                             "log_loss",
                                             "ece"};
  CHECK(class_metric_names(true) == expected);
  CHECK(class_metric_names(false) == std::vector<std::string>(expected.begin(), expected.end() - 2));
  CHECK(value_metric_names() == std::vector<std::string>{"rows", "loss", "mse", "rmse", "mae", "mape",
                                                         "max_error", "r2", "explained_variance"});
}

TEST_CASE("one metric by itself has the same bits") {
  const BlockMatrix outputs = matrix({{0.2, 0.7, 0.1}, {0.5, 0.25, 0.25}, {0.1, 0.1, 0.8}, {0.4, 0.5, 0.1}});
  const BlockMatrix targets = column({1, 0, 2, 0});
  const std::vector<std::string> labels = {"a", "b", "c"};
  const Measures all = measure_classes(outputs, targets, labels, true, {}, 0);
  std::vector<std::string> names = class_metric_names(true);
  names.insert(names.end(), {"recall[a]", "confusion[a][b]"});
  for (const std::string& name : names) {
    INFO(name);
    if (name != "loss") CHECK(measure_metric(name, outputs, targets, labels, true, {}) == metric(all, name));
  }
  CHECK(measure_metric("recall[b]", column({0.3, 0.6}), column({1, 0}), {"a", "b"}, true, 0.25) == 1);
  CHECK(measure_metric("rmse", column({1, 2, 5}), column({1, 3, 2}), {}, false, {}) == std::sqrt(10.0 / 3));
}

TEST_CASE("a row has one bin of confidence, and a bin's upper edge is in it") {
  const auto ece = [](std::vector<double> outputs, std::vector<double> targets) {
    return expected_calibration_error(column(outputs), column(targets));
  };
  // 0.6 is the upper edge of bin 9 of 15: with 0.59 in the same bin the errors cancel, else they add.
  CHECK(ece({0.6, 0.59}, {1, 0}) == Approx((0.6 + 0.59 - 1) / 2));
  CHECK(ece({0.6, 0.61}, {1, 0}) == Approx((0.4 + 0.61) / 2));
  CHECK(ece({0, 1, 1}, {0, 1, 1}) == 0);
  CHECK(ece({0.5}, {1}) == 0.5);  // an output of exactly 0.5 is the first class
}

TEST_CASE("a share of a target that is 0 is undefined") {
  CHECK(std::isnan(metric(measure_values(column({1, 0}), column({2, 0}), 0), "mape")));
  CHECK(metric(measure_values(column({1, -3}), column({2, -2}), 0), "mape") == 0.5);
}
