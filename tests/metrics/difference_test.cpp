// Compares what is said of the difference of two models with scipy and statsmodels:
// scripts/golden/differences.py.

#include "metrics/difference.hpp"

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "metrics/student.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

nlohmann::json golden_differences(const std::string& kind) {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/differences.json");
  return nlohmann::json::parse(file)[kind];
}

/// Within 1e-11 of numbers around 1.
void check_near(double value, const nlohmann::json& wanted) {
  CHECK(std::abs(value - wanted.get<double>()) <= 1e-11);
}

void check_difference(const Difference& difference, const nlohmann::json& wanted) {
  check_near(difference.value, wanted["value"]);
  check_near(difference.interval.low, wanted["low"]);
  check_near(difference.interval.high, wanted["high"]);
  if (!wanted.contains("p")) {
    CHECK(std::isnan(difference.p));
    return;
  }
  const double p = wanted["p"];
  CHECK(std::abs(difference.p - p) <= 1e-9 * p);
  const bool excludes_0 = difference.interval.low > 0 || difference.interval.high < 0;
  CHECK(excludes_0 == (p < 0.05));
}

std::vector<double> values(const nlohmann::json& list) {
  return list.get<std::vector<double>>();
}

/// Swapped sides have the same numbers with the other sign, but for rounding.
void check_swapped(const Difference& one, const Difference& other) {
  CHECK(std::abs(one.value + other.value) <= 1e-15);
  CHECK(std::abs(one.interval.low + other.interval.high) <= 1e-14);
  CHECK(std::abs(one.interval.high + other.interval.low) <= 1e-14);
  CHECK((std::abs(one.p - other.p) <= 1e-14 || (std::isnan(one.p) && std::isnan(other.p))));
}

const std::vector<double> kA = {0.5, 0.7, 0.25, 0.9};
const std::vector<double> kB = {0.75, 0.7, 0.5, 0.8};

}  // namespace

TEST_CASE("Student's p and the quantiles of broken degrees of freedom are those of scipy") {
  for (const nlohmann::json& one : golden_differences("students")) {
    INFO(one.dump());
    const double p = one["p"];
    CHECK(std::abs(student_p(one["t"], one["freedom"]) - p) <= 1e-11 * p);
    CHECK(student_p(-one["t"].get<double>(), one["freedom"]) == student_p(one["t"], one["freedom"]));
  }
  for (const nlohmann::json& one : golden_differences("quantiles")) {
    INFO(one.dump());
    check_near(student_95(one["freedom"].get<double>()), one["quantile"]);
  }
  CHECK(student_p(0, 3) == 1);
  CHECK(student_p(std::numeric_limits<double>::infinity(), 3) == 0);
}

TEST_CASE("the two formulas of Student's quantile agree") {
  for (const std::size_t freedom : {1U, 2U, 3U, 10U, 49U, 1371U}) {
    INFO(freedom);
    CHECK(std::abs(student_95(freedom) - student_95(static_cast<double>(freedom))) <= 1e-11);
  }
}

TEST_CASE("a paired difference is scipy's, with the variance of Nadeau and Bengio") {
  const nlohmann::json cases = golden_differences("paired");
  REQUIRE(cases.size() == 18);
  for (const nlohmann::json& one : cases) {
    INFO(one.dump());
    const std::vector<double> a = values(one["a"]);
    const std::vector<double> b = values(one["b"]);
    const Difference difference = paired_difference(a, b, one["ratio"]);
    check_difference(difference, one);
    check_swapped(difference, paired_difference(b, a, one["ratio"]));
  }
}

TEST_CASE("Welch's difference is scipy's, with the variance of Nadeau and Bengio") {
  const nlohmann::json cases = golden_differences("welch");
  REQUIRE(cases.size() == 18);
  for (const nlohmann::json& one : cases) {
    INFO(one.dump());
    const std::vector<double> a = values(one["a"]);
    const std::vector<double> b = values(one["b"]);
    const Difference difference = welch_difference(a, b, one["ratio_a"], one["ratio_b"]);
    check_difference(difference, one);
    check_swapped(difference, welch_difference(b, a, one["ratio_b"], one["ratio_a"]));
  }
}

TEST_CASE(
    "McNemar's p is that of statsmodels, and its interval holds those of Clopper and Pearson and of Tango") {
  const nlohmann::json cases = golden_differences("mcnemar");
  REQUIRE(cases.size() == 18);
  for (const nlohmann::json& one : cases) {
    INFO(one.dump());
    const Difference difference = mcnemar_difference(one["only_a"], one["only_b"], one["rows"]);
    check_difference(difference, one);
    check_swapped(difference, mcnemar_difference(one["only_b"], one["only_a"], one["rows"]));
  }
}

TEST_CASE("McNemar's interval excludes 0 exactly where p is below 0.05") {
  for (std::size_t a = 0; a <= 30; ++a) {
    for (std::size_t b = 0; b <= 30; ++b) {
      const Difference difference = mcnemar_difference(a, b, 100);
      INFO(a << " " << b << " " << difference.p);
      CHECK((difference.interval.low > 0 || difference.interval.high < 0) == (difference.p < 0.05));
      CHECK(difference.interval.low <= difference.value);
      CHECK(difference.value <= difference.interval.high);
    }
  }
}

TEST_CASE("rows that both sides predict rightly do not prove that others would be") {
  for (const std::size_t rows : {1U, 20U, 1000U}) {
    const Difference difference = mcnemar_difference(0, 0, rows);
    CHECK(difference.value == 0);
    CHECK(difference.p == 1);
    CHECK(difference.are_equal);
    const double z_squared = 1.959963984540054 * 1.959963984540054;
    CHECK(std::abs(difference.interval.high - z_squared / (static_cast<double>(rows) + z_squared)) < 1e-14);
    CHECK(difference.interval.low == -difference.interval.high);
  }
}

TEST_CASE("the interval of shares of different rows is Newcombe's") {
  const nlohmann::json cases = golden_differences("shares");
  REQUIRE(cases.size() == 8);
  for (const nlohmann::json& one : cases) {
    INFO(one.dump());
    const Difference difference =
        share_difference(one["correct_a"], one["rows_a"], one["correct_b"], one["rows_b"]);
    check_difference(difference, one);
    check_swapped(difference,
                  share_difference(one["correct_b"], one["rows_b"], one["correct_a"], one["rows_a"]));
  }
}

TEST_CASE("two equal sides have no difference") {
  const Difference same = paired_difference(kA, kA, 0.25);
  CHECK(same.value == 0);
  CHECK(same.interval.low == 0);
  CHECK(same.interval.high == 0);
  CHECK_FALSE(std::signbit(same.interval.low));
  CHECK(same.p == 1);
  CHECK(same.are_equal);
  const std::vector<double> constant(3, 0.1);
  CHECK(welch_difference(constant, constant, 0, 0).p == 1);
}

TEST_CASE("one value has no interval") {
  const std::vector<double> one_a = {0.5};
  const std::vector<double> one_b = {0.75};
  for (const Difference& one : {paired_difference(one_a, one_b, 0), welch_difference(one_a, one_b, 0, 0),
                                welch_difference(kA, one_b, 0, 0)}) {
    CHECK(one.value > 0);
    CHECK(std::isnan(one.interval.low));
    CHECK(std::isnan(one.p));
  }
  CHECK(std::isnan(paired_difference({}, {}, 0).value));
}

TEST_CASE("differences that do not vary have no interval, unless they are 0") {
  const std::vector<double> a = {0.1, 0.2, 0.3};
  const std::vector<double> b = {0.2, 0.3, 0.4};  // 0.1 more, but for rounding
  REQUIRE(b[0] - a[0] != b[1] - a[1]);
  const std::vector<double> low(3, 0.25);
  const std::vector<double> high(4, 0.5);
  for (const Difference& apart : {paired_difference(a, b, 0.5), welch_difference(low, high, 0.5, 0.5)}) {
    CHECK(apart.value > 0.02);
    CHECK(std::isnan(apart.interval.low));
    CHECK(std::isnan(apart.p));
  }
  CHECK(welch_difference(low, b, 0, 0).p > 0);  // one side varies
  const Difference rounded =
      paired_difference(std::vector<double>(3, 0.3), std::vector<double>(3, 0.1 + 0.2), 0);
  CHECK(rounded.value > 0);
  CHECK(rounded.interval.low == 0);
  CHECK(rounded.p == 1);
}

TEST_CASE("held-out rows that share their training rows make a difference less certain") {
  CHECK(paired_difference(kA, kB, 0.25).p > paired_difference(kA, kB, 0).p);
  CHECK(welch_difference(kA, kB, 0.25, 0).p > welch_difference(kA, kB, 0, 0).p);
  CHECK(welch_difference(kA, kB, 0, 0.25).p > welch_difference(kA, kB, 0, 0).p);
}
