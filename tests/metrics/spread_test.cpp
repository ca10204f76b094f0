// Compares what is said of several runs with scipy: scripts/golden/spreads.py.

#include "metrics/spread.hpp"

#include <cmath>
#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "metrics/student.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

nlohmann::json golden_spreads() {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/spreads.json");
  return nlohmann::json::parse(file);
}

bool is_near(double value, double wanted, double scale) {
  return std::abs(value - wanted) <= 1e-10 * scale;
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("Student's quantiles are those of scipy") {
  const nlohmann::json quantiles = golden_spreads()["quantiles"];
  REQUIRE(quantiles.size() == 47);
  for (const auto& [freedom, quantile] : quantiles.items()) {
    INFO(freedom);
    CHECK(is_near(student_95(std::stoul(freedom)), quantile, 1));
  }
}

TEST_CASE("mean, deviation and interval are those of scipy") {
  const nlohmann::json cases = golden_spreads()["spreads"];
  REQUIRE(cases.size() == 28);
  for (const nlohmann::json& one : cases) {
    INFO(one.dump());
    MetricSpread spread = spread_of(one["values"], one["ratio"]);
    if (one["total"] > 0) {
      const Interval least = wilson_interval(one["hits"].get<std::size_t>(), one["total"].get<std::size_t>());
      widen(spread, least);
      cut(spread, {0, 1});
    }
    CHECK(spread.defined == one["values"].size());
    const double size = std::abs(one["mean"].get<double>());
    CHECK(is_near(spread.mean, one["mean"], size));
    CHECK(is_near(spread.sd, one["sd"], size));
    CHECK(spread.min == one["min"]);
    CHECK(spread.max == one["max"]);
    CHECK(is_near(spread.interval.low, one["low"], size));
    CHECK(is_near(spread.interval.high, one["high"], size));
  }
}

TEST_CASE("values that are not defined are counted and left out") {
  const MetricSpread spread = spread_of({kNan, 3, kNan, 5}, 0.5);
  CHECK(spread.values.size() == 4);
  CHECK(spread.defined == 2);
  CHECK(spread.mean == 4);
  CHECK(spread.sd == std::sqrt(2.0));
  CHECK(is_near(spread.interval.low, 4 - 12.706204736174694 * std::sqrt(2.0), 4));  // 1/2 + 0.5 is 1
}

TEST_CASE("one value has no interval, and none has nothing") {
  MetricSpread one = spread_of({0.5, kNan}, 0.1);
  widen(one, {0.1, 0.9});
  CHECK(one.defined == 1);
  CHECK(one.mean == 0.5);
  CHECK(std::isnan(one.sd));
  CHECK(std::isnan(one.interval.low));
  CHECK(std::isnan(one.interval.high));
  const MetricSpread none = spread_of({kNan}, 0.1);
  CHECK(none.defined == 0);
  CHECK(std::isnan(none.mean));
  CHECK(std::isnan(spread_of({}, 0).mean));
}

TEST_CASE("a mean never leaves its values by rounding") {
  const MetricSpread spread = spread_of(std::vector<double>(7, 0.1), 0.2);
  CHECK(spread.mean == 0.1);
  CHECK(spread.sd == 0);
}
