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

/// Counts pairs as integers, so the result does not depend on the order of the rows. Sorts `rows`.
double area(Scored& rows) {
  const std::size_t positives = rows.positives.size();
  const std::size_t negatives = rows.negatives.size();
  if (positives == 0 || negatives == 0) return kNan;
  sort_keys(rows.positives, rows.spare);
  sort_keys(rows.negatives, rows.spare);
  std::uint64_t twice_won = 0;
  std::size_t below = 0;  // negatives with a lower score
  std::size_t up_to = 0;  // negatives with a lower or the same score
  for (const std::uint64_t key : rows.positives) {
    while (below < negatives && rows.negatives[below] < key) ++below;
    if (up_to < below) up_to = below;
    while (up_to < negatives && rows.negatives[up_to] == key) ++up_to;
    twice_won += below + up_to;
  }
  return static_cast<double>(twice_won) /
         (2 * static_cast<double>(positives) * static_cast<double>(negatives));
}

double clamped(double p) {
  constexpr double kLeast = std::numeric_limits<double>::epsilon();
  return p < kLeast ? kLeast : p > 1 - kLeast ? 1 - kLeast : p;
}

}  // namespace

double roc_auc(const BlockMatrix& scores, const BlockMatrix& targets) {
  Scored rows;
  const auto area_of = [&](std::size_t column, double positive) {
    rows.positives.clear();
    rows.negatives.clear();
    for (std::size_t row = 0; row < scores.rows(); ++row) {
      const double score = scores.at(row, column);
      if (std::isnan(score)) return kNan;  // NaN cannot be ordered
      (targets.at(row, 0) == positive ? rows.positives : rows.negatives).push_back(key_of(score));
    }
    return area(rows);
  };
  const std::size_t classes = scores.columns();
  if (classes <= 2) return area_of(classes - 1, 1);
  double sum = 0;
  for (std::size_t c = 0; c < classes && !std::isnan(sum); ++c) sum += area_of(c, static_cast<double>(c));
  return sum / static_cast<double>(classes);
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

}  // namespace nntrain
