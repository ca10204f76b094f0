#include "metrics/scoring.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "metrics/matrix.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

double roc_auc(const BlockMatrix& scores, const BlockMatrix& targets) {
  return measure_ranking(scores, targets).auc;
}

}  // namespace

TEST_CASE("the area under the ROC curve counts pairs, equal scores half") {
  CHECK(roc_auc(column({0.1, 0.2, 0.3, 0.4}), column({0, 0, 1, 1})) == 1);
  CHECK(roc_auc(column({0.1, 0.2, 0.3, 0.4}), column({1, 1, 0, 0})) == 0);
  CHECK(roc_auc(column({0.5, 0.5, 0.5}), column({0, 1, 1})) == 0.5);
  CHECK(roc_auc(column({0.0, -0.0}), column({0, 1})) == 0.5);
  CHECK(roc_auc(column({1, 2, 2, 3}), column({0, 0, 1, 1})) == 3.5 / 4);
}

TEST_CASE("the area is the count of pairs, one by one") {
  BlockMatrix scores(1);
  BlockMatrix targets(1);
  std::uint32_t state = 1;
  for (int row = 0; row < 300; ++row) {
    state = state * 1664525U + 1013904223U;
    const double score = static_cast<double>(state >> 28U) / 8 - 1;
    const double target = (state >> 27U) % 2;
    scores.append({&score, 1});
    targets.append({&target, 1});
  }
  double won = 0;
  double pairs = 0;
  for (std::size_t p = 0; p < 300; ++p) {
    for (std::size_t n = 0; n < 300; ++n) {
      if (targets.at(p, 0) != 1 || targets.at(n, 0) != 0) continue;
      ++pairs;
      won += scores.at(p, 0) > scores.at(n, 0) ? 1 : scores.at(p, 0) == scores.at(n, 0) ? 0.5 : 0;
    }
  }
  CHECK(roc_auc(scores, targets) == won / pairs);
}

TEST_CASE("the area is not a number where a class has no row or a score is none") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(roc_auc(column({0.1, 0.2}), column({1, 1}))));
  CHECK(std::isnan(roc_auc(column({0.1, 0.2}), column({0, 0}))));
  CHECK(std::isnan(roc_auc(column({0.1, nan, 0.2, nan, 0.3}), column({0, 0, 1, 1, 1}))));
  CHECK(std::isnan(roc_auc(matrix({{1, 0, 0}, {0, 1, 0}}), column({0, 1}))));
}

TEST_CASE("the average precision steps from score to score, equal ones together") {
  const auto precision = [](const BlockMatrix& scores, const BlockMatrix& targets) {
    return measure_ranking(scores, targets).average_precision;
  };
  CHECK(precision(column({0.1, 0.4, 0.35, 0.8}), column({0, 0, 1, 1})) == Approx((1 + 2.0 / 3) / 2));
  CHECK(precision(column({0.5, 0.5, 0.5, 0.5}), column({0, 1, 0, 0})) == 0.25);
  CHECK(precision(column({0.2, 0.1}), column({1, 1})) == 1);
  CHECK(std::isnan(precision(column({0.2, 0.1}), column({0, 0}))));
  CHECK(std::isnan(precision(matrix({{1, 0, 0}, {0, 1, 0}}), column({0, 1}))));
}

TEST_CASE("an impossible certainty costs what 2^-52 costs") {
  const double most = 52 * std::log(2.0);
  CHECK(log_loss(column({0}), column({1})) == Approx(most).epsilon(1e-14));
  CHECK(log_loss(column({1}), column({0})) == Approx(most).epsilon(1e-14));
  CHECK(log_loss(matrix({{1, 0, 0}}), column({2})) == Approx(most).epsilon(1e-14));
  CHECK(log_loss(column({1}), column({1})) < 1e-15);
  CHECK(std::isnan(log_loss(column({std::numeric_limits<double>::quiet_NaN()}), column({1}))));
}

TEST_CASE("a ranking of many rows is the same on one thread and on two, and so are its classes") {
  constexpr std::size_t kRows = 50'000;
  BlockMatrix scores(3);
  BlockMatrix targets(1);
  std::uint64_t state = 1;
  const auto next = [&state] { return state = state * 6364136223846793005U + 1442695040888963407U; };
  for (std::size_t row = 0; row < kRows; ++row) {
    const std::array<double, 3> of_row = {static_cast<double>(next() >> 40U),
                                          static_cast<double>(next() >> 60U),
                                          static_cast<double>(next() >> 11U) * 0x1p-53};
    const auto target = static_cast<double>(next() >> 33U & 1U);
    scores.append(of_row);
    targets.append({&target, 1});
  }
  targets.set(7, 0, 2);
  Workers two(2);
  const Ranking one = measure_ranking(scores, targets);
  const Ranking shared = measure_ranking(scores, targets, two);
  CHECK(shared.auc == one.auc);
  CHECK(shared.average_precision == one.average_precision);
  CHECK(one.auc > 0.3);
  CHECK(one.auc < 0.7);
}

TEST_CASE("a bin of confidence has its upper edge, and the first one 0") {
  // p = k / 15 is in bin k - 1 with the rows a little below it, whose errors it cancels.
  const double edge = 10.0 / 15;
  const double error = expected_calibration_error(column({edge, edge - 0.02}), column({1, 0}));
  CHECK(error == Approx((edge + edge - 0.02 - 1) / 2).epsilon(1e-12));
  CHECK(expected_calibration_error(column({1.0, 0.0}), column({1, 0})) == 0);
}
