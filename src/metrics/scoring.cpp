#include "metrics/scoring.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "math/elementary.hpp"
#include "math/pairwise_sum.hpp"

namespace nntrain {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Scored {
  double score;
  bool is_positive;
};

/// Counts pairs in whole numbers, so that no order of the rows matters. Sorts `rows`.
double area(std::vector<Scored>& rows) {
  // ties: rows of one score are counted together
  std::sort(rows.begin(), rows.end(), [](const Scored& a, const Scored& b) { return a.score < b.score; });
  std::uint64_t twice_won = 0;
  std::uint64_t positives = 0;
  std::uint64_t negatives = 0;
  for (std::size_t begin = 0; begin < rows.size();) {
    std::uint64_t positives_here = 0;
    std::size_t end = begin;
    for (; end < rows.size() && rows[end].score == rows[begin].score; ++end) {
      positives_here += rows[end].is_positive ? 1U : 0U;
    }
    const std::uint64_t negatives_here = end - begin - positives_here;
    twice_won += positives_here * (2 * negatives + negatives_here);
    positives += positives_here;
    negatives += negatives_here;
    begin = end;
  }
  if (positives == 0 || negatives == 0) return kNan;
  return static_cast<double>(twice_won) /
         (2 * static_cast<double>(positives) * static_cast<double>(negatives));
}

double clamped(double p) {
  constexpr double kLeast = std::numeric_limits<double>::epsilon();
  return p < kLeast ? kLeast : p > 1 - kLeast ? 1 - kLeast : p;
}

}  // namespace

double roc_auc(const BlockMatrix& scores, const BlockMatrix& targets) {
  std::vector<Scored> rows(scores.rows());
  const auto area_of = [&](std::size_t column, double positive) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const double score = scores.at(row, column);
      if (std::isnan(score)) return kNan;  // has no place in an order
      rows[row] = {score, targets.at(row, 0) == positive};
    }
    return area(rows);
  };
  const std::size_t classes = scores.columns();
  if (classes <= 2) return area_of(classes - 1, 1);
  double sum = 0;
  for (std::size_t c = 0; c < classes && !std::isnan(sum); ++c) sum += area_of(c, static_cast<double>(c));
  return sum / static_cast<double>(classes);
}

double log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  const double sum = sum_rows(probabilities.rows(), [&](std::size_t row) {
    const auto actual = static_cast<std::size_t>(targets.at(row, 0));
    if (probabilities.columns() == 1) {
      const double p = clamped(probabilities.at(row, 0));
      return -log(actual == 1 ? p : 1 - p);
    }
    double total = 0;
    for (std::size_t c = 0; c < probabilities.columns(); ++c) total += clamped(probabilities.at(row, c));
    return -log(clamped(probabilities.at(row, actual)) / total);
  });
  return sum / static_cast<double>(probabilities.rows());
}

}  // namespace nntrain
