#include "metrics/measure.hpp"

#include <cmath>

#include "metrics/interval.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

BlockMatrix column(const std::vector<double>& values) {
  BlockMatrix matrix(1);
  for (const double value : values) matrix.append({&value, 1});
  return matrix;
}

}  // namespace

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
  const Metrics metrics = measure_classes(column({0.9, 0.5, 0.2, 0.6}), column({1, 1, 0, 0}), 3.5);
  CHECK(metric(metrics, "rows") == 4);
  CHECK(metric(metrics, "loss") == 3.5);
  CHECK(metric(metrics, "accuracy") == 0.5);
  CHECK(metric(metrics, "correct") == 2);
  CHECK(metric(metrics, "majority") == 0.5);
  CHECK(metric(metrics, "mse") == Approx((0.01 + 0.25 + 0.04 + 0.36) / 4));
  CHECK_FALSE(find_metric(metrics, "r2").has_value());
}

TEST_CASE("a regression is measured by its errors and against the mean") {
  const Metrics metrics = measure_values(column({1, 2, 5}), column({1, 3, 2}), 0);
  CHECK(metric(metrics, "mse") == Approx(10.0 / 3));
  CHECK(metric(metrics, "rmse") == Approx(std::sqrt(10.0 / 3)));
  CHECK(metric(metrics, "mae") == Approx(4.0 / 3));
  CHECK(metric(metrics, "r2") == Approx(1 - 10.0 / 2));
  CHECK(std::isnan(metric(measure_values(column({1}), column({1}), 0), "r2")));
}
