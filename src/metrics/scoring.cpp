#include "metrics/scoring.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "base/interruption.hpp"
#include "math/elementary.hpp"
#include "math/pairwise_sum.hpp"
#include "metrics/class_output.hpp"

namespace nntrain {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// An integer with the order of the scores (without NaN). Equal scores have equal keys, also -0 and 0.
std::uint64_t key_of(double score) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

/// Sorts by bytes, lowest first (radix sort). For many scores this is much faster than comparisons, whose
/// results a processor cannot predict. Overwrites `spare`.
void sort_keys(std::vector<std::uint64_t>& keys, std::vector<std::uint64_t>& spare) {
  constexpr std::size_t kBytes = sizeof(std::uint64_t);
  std::array<std::array<std::size_t, 256>, kBytes> places{};
  for (const std::uint64_t key : keys) {
    for (std::size_t byte = 0; byte < kBytes; ++byte) ++places[byte][key >> 8 * byte & 0xFFU];
  }
  spare.resize(keys.size());
  for (std::size_t byte = 0; byte < kBytes; ++byte) {
    check_time();
    std::array<std::size_t, 256>& place = places[byte];
    if (std::find(place.begin(), place.end(), keys.size()) != place.end()) continue;  // equal in all keys
    std::size_t before = 0;
    for (std::size_t& count : place) before += std::exchange(count, before);
    for (const std::uint64_t key : keys) spare[place[key >> 8 * byte & 0xFFU]++] = key;
    keys.swap(spare);
  }
}

/// The keys of the scores of the rows in a class and of the other rows.
struct Scored {
  std::vector<std::uint64_t> positives;
  std::vector<std::uint64_t> negatives;
  std::vector<std::uint64_t> spare;
};

/// Counts pairs as integers, and adds in the order of the scores, so the result does not depend on the order
/// of the rows. Sorts `rows`.
Ranking ranking_of(Scored& rows) {
  const std::size_t positives = rows.positives.size();
  const std::size_t negatives = rows.negatives.size();
  if (positives == 0) return {kNan, kNan};
  sort_keys(rows.positives, rows.spare);
  sort_keys(rows.negatives, rows.spare);
  std::uint64_t twice_won = 0;
  std::size_t below = 0;  // negatives with a lower score
  std::size_t up_to = 0;  // negatives with a lower or the same score
  double precision = 0;   // of the rows with at least this score
  double precisions = 0;
  for (std::size_t i = 0; i < positives; ++i) {
    const std::uint64_t key = rows.positives[i];
    while (below < negatives && rows.negatives[below] < key) ++below;
    if (up_to < below) up_to = below;
    while (up_to < negatives && rows.negatives[up_to] == key) ++up_to;
    twice_won += below + up_to;
    if (i == 0 || rows.positives[i - 1] != key) {
      const auto found = static_cast<double>(positives - i);
      precision = found / (found + static_cast<double>(negatives - below));
    }
    precisions += precision;
  }
  const auto in_class = static_cast<double>(positives);
  return {negatives == 0 ? kNan
                         : static_cast<double>(twice_won) / (2 * in_class * static_cast<double>(negatives)),
          precisions / in_class};
}

double clamped(double p) {
  constexpr double kLeast = std::numeric_limits<double>::epsilon();
  return p < kLeast ? kLeast : p > 1 - kLeast ? 1 - kLeast : p;
}

}  // namespace

Ranking measure_ranking(const BlockMatrix& scores, const BlockMatrix& targets) {
  Scored rows;
  const auto ranking_in = [&](std::size_t column, double positive) -> Ranking {
    rows.positives.clear();
    rows.negatives.clear();
    for (std::size_t row = 0; row < scores.rows(); ++row) {
      const double score = scores.at(row, column);
      if (std::isnan(score)) return {kNan, kNan};  // NaN cannot be ordered
      (targets.at(row, 0) == positive ? rows.positives : rows.negatives).push_back(key_of(score));
    }
    return ranking_of(rows);
  };
  const std::size_t classes = scores.columns();
  if (classes <= 2) return ranking_in(classes - 1, 1);
  Ranking sum{0, 0};
  for (std::size_t c = 0; c < classes && !std::isnan(sum.average_precision); ++c) {
    const Ranking one = ranking_in(c, static_cast<double>(c));
    sum = {sum.auc + one.auc, sum.average_precision + one.average_precision};
  }
  return {sum.auc / static_cast<double>(classes), sum.average_precision / static_cast<double>(classes)};
}

double row_log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets, std::size_t row) {
  const auto actual = static_cast<std::size_t>(targets.at(row, 0));
  if (probabilities.columns() == 1) {
    const double p = clamped(probabilities.at(row, 0));
    return -log(actual == 1 ? p : 1 - p);
  }
  double total = 0;
  for (std::size_t c = 0; c < probabilities.columns(); ++c) total += clamped(probabilities.at(row, c));
  return -log(clamped(probabilities.at(row, actual)) / total);
}

double log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  const double sum = sum_rows(probabilities.rows(),
                              [&](std::size_t row) { return row_log_loss(probabilities, targets, row); });
  return sum / static_cast<double>(probabilities.rows());
}

double expected_calibration_error(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  constexpr std::size_t kBins = 15;
  const bool single = probabilities.columns() == 1;
  std::array<double, kBins> excess{};  // what a bin's rows have more in confidence than in right predictions
  for (std::size_t row = 0; row < probabilities.rows(); ++row) {
    const std::size_t predicted = predicted_class(probabilities, row, {});
    const double p = probabilities.at(row, single ? 0 : predicted);
    const double confidence = single && predicted == 0 ? 1 - p : p;
    if (std::isnan(confidence)) return kNan;
    const double place = std::ceil(confidence * static_cast<double>(kBins));
    const std::size_t bin = place < 1 ? 0 : std::min(static_cast<std::size_t>(place), kBins) - 1;
    excess[bin] += confidence - (static_cast<double>(predicted) == targets.at(row, 0) ? 1 : 0);
  }
  double sum = 0;
  for (const double one : excess) sum += std::abs(one);
  return sum / static_cast<double>(probabilities.rows());
}

}  // namespace nntrain
