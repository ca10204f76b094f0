#include "metrics/curves.hpp"

#include <cmath>
#include <limits>

#include "base/random.hpp"
#include "metrics/matrix.hpp"
#include "metrics/scoring.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("a ROC curve has a point for each score, from the highest on") {
  // By hand: events have the scores 0.9, 0.6, 0.6, the others 0.7, 0.6, 0.1.
  const std::vector<RocPoint> curve =
      roc_curve({{0.6, true}, {0.1, false}, {0.9, true}, {0.7, false}, {0.6, false}, {0.6, true}});
  REQUIRE(curve.size() == 5);
  const double third = 1.0 / 3;
  const std::vector<RocPoint> expected = {{0, 0}, {0, third}, {third, third}, {2 * third, 1}, {1, 1}};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(curve[i].false_positive_rate == Approx(expected[i].false_positive_rate));
    CHECK(curve[i].true_positive_rate == Approx(expected[i].true_positive_rate));
  }
  CHECK(area_under(curve) == Approx(third * third + third * (third + 1) / 2 + third));
}

TEST_CASE("the area under a ROC curve is the AUC") {
  RandomStream random(3, RandomPurpose::kStart);
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<ScoredRow> rows;
    BlockMatrix scores(1);
    BlockMatrix targets(1);
    const std::size_t count = 2 + random.below(300);
    const std::size_t different = 1 + random.below(40);  // few distinct scores make ties
    for (std::size_t i = 0; i < count; ++i) {
      const double score = static_cast<double>(random.below(different)) / 40;
      const bool is_event = i < 2 ? i == 0 : random.below(2) == 1;
      rows.push_back({score, is_event});
      scores.append({&score, 1});
      targets.append(std::vector<double>{is_event ? 1.0 : 0.0});
    }
    const std::vector<RocPoint> curve = roc_curve(rows);
    CHECK(area_under(curve) == Approx(measure_ranking(scores, targets).auc).epsilon(1e-12));
    CHECK(curve.back().false_positive_rate == 1);
    CHECK(curve.back().true_positive_rate == 1);
  }
}

TEST_CASE("there is no ROC curve without events, without others or with NaN") {
  CHECK(roc_curve({}).empty());
  CHECK(roc_curve({{0.5, true}}).empty());
  CHECK(roc_curve({{0.5, false}, {0.2, false}}).empty());
  CHECK(roc_curve({{0.5, false}, {std::numeric_limits<double>::quiet_NaN(), true}}).empty());
}

TEST_CASE("calibration counts rows by the tenth that their probability is in") {
  const std::vector<CalibrationBin> bins = calibration(
      {{0, false}, {0.05, true}, {0.1, false}, {0.95, true}, {1, true}, {std::nan(""), true}}, 10);
  REQUIRE(bins.size() == 3);
  CHECK(bins[0].rows == 2);
  CHECK(bins[0].events == 1);
  CHECK(bins[0].mean == Approx(0.025));
  CHECK(bins[1].rows == 1);
  CHECK(bins[1].mean == Approx(0.1));
  CHECK(bins[2].rows == 2);
  CHECK(bins[2].events == 2);
  CHECK(bins[2].mean == Approx(0.975));
}
