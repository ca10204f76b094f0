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
#include "math/kernels.hpp"
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

/// The keys of the scores of the rows in a class, or of the other rows.
struct Keys {
  std::vector<std::uint64_t> all;
  std::vector<std::uint64_t> spare;

  void begin(std::size_t most) {
    all.clear();
    all.reserve(most);  // unused room needs no memory
  }
  void sort() { sort_keys(all, spare); }
};

/// Fewer scores are sorted before another thread has woken up.
constexpr std::size_t kFewestToShare = 20'000;

/// Of the sorted keys of the scores in a class and of the others; each counts as often as these functions of
/// its place say. Counts pairs as integers, and adds in the order of the scores, so the result does not
/// depend on the order of the rows.
template <typename CountOfPositive, typename CountOfNegative>
Ranking ranking_of(const std::vector<std::uint64_t>& positives, const std::vector<std::uint64_t>& negatives,
                   const CountOfPositive& count_of_positive, const CountOfNegative& count_of_negative) {
  std::uint64_t in_class = 0;
  std::uint64_t others = 0;
  for (std::size_t i = 0; i < positives.size(); ++i) in_class += count_of_positive(i);
  for (std::size_t i = 0; i < negatives.size(); ++i) others += count_of_negative(i);
  if (in_class == 0) return {kNan, kNan};
  std::uint64_t twice_won = 0;
  std::size_t next = 0;      // the first negative that is not in `below`
  std::uint64_t below = 0;   // negatives with a lower score
  std::uint64_t passed = 0;  // positives with a lower score, or before this one
  std::uint64_t tied = 0;    // negatives with the same score
  std::uint64_t last = 0;
  double precision = 0;  // of the rows with at least this score
  double precisions = 0;
  for (std::size_t i = 0; i < positives.size(); ++i) {
    const std::uint64_t count = count_of_positive(i);
    if (count == 0) continue;
    const std::uint64_t key = positives[i];
    if (passed == 0 || key != last) {
      last = key;
      below += tied;
      for (; next < negatives.size() && negatives[next] < key; ++next) below += count_of_negative(next);
      tied = 0;
      for (; next < negatives.size() && negatives[next] == key; ++next) tied += count_of_negative(next);
      const auto found = static_cast<double>(in_class - passed);
      precision = found / (found + static_cast<double>(others - below));
    }
    twice_won += count * (2 * below + tied);
    precisions += static_cast<double>(count) * precision;
    passed += count;
  }
  const auto events = static_cast<double>(in_class);
  return {others == 0 ? kNan : static_cast<double>(twice_won) / (2 * events * static_cast<double>(others)),
          precisions / events};
}

/// The classes that are ranked against the others, and the columns with their scores: of two classes the
/// second one, else all.
struct Ranked {
  std::size_t column;
  std::size_t positive;
};
std::vector<Ranked> ranked_classes(std::size_t columns) {
  if (columns <= 2) return {{columns - 1, 1}};
  std::vector<Ranked> all;
  for (std::size_t c = 0; c < columns; ++c) all.push_back({c, c});
  return all;
}

/// The means of ranking(0) .. ranking(classes - 1).
template <typename F>
Ranking mean_ranking(std::size_t classes, const F& ranking) {
  Ranking sum{0, 0};
  for (std::size_t c = 0; c < classes && !std::isnan(sum.average_precision); ++c) {
    const Ranking one = ranking(c);
    sum = {sum.auc + one.auc, sum.average_precision + one.average_precision};
  }
  return {sum.auc / static_cast<double>(classes), sum.average_precision / static_cast<double>(classes)};
}

}  // namespace

double clamped_probability(double p) {
  constexpr double kLeast = std::numeric_limits<double>::epsilon();
  return p < kLeast ? kLeast : p > 1 - kLeast ? 1 - kLeast : p;
}

Ranking measure_ranking(const BlockMatrix& scores, const BlockMatrix& targets, Workers& workers) {
  const std::vector<Ranked> classes = ranked_classes(scores.columns());
  std::array<Keys, 2> keys;  // of the other rows, and of those in the class
  return mean_ranking(classes.size(), [&](std::size_t c) -> Ranking {
    for (Keys& some : keys) some.begin(scores.rows());
    const auto positive = static_cast<double>(classes[c].positive);
    for (std::size_t row = 0; row < scores.rows(); ++row) {
      const double score = scores.at(row, classes[c].column);
      if (std::isnan(score)) return {kNan, kNan};  // NaN cannot be ordered
      (targets.at(row, 0) == positive ? keys[1] : keys[0]).all.push_back(key_of(score));
    }
    Workers& sorting = scores.rows() < kFewestToShare ? Workers::caller() : workers;
    sorting.run(keys.size(), [&keys](std::size_t task, std::size_t) { keys[task].sort(); });
    const auto once = [](std::size_t) { return std::uint64_t{1}; };
    return ranking_of(keys[1].all, keys[0].all, once, once);
  });
}

RankedRows::RankedRows(const BlockMatrix& scores, const BlockMatrix& targets) {
  for (const auto& [column, positive] : ranked_classes(scores.columns())) {
    OfClass& one = classes_.emplace_back();
    std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted;
    for (std::size_t row = 0; row < scores.rows(); ++row) {
      const double score = scores.at(row, column);
      if (std::isnan(score)) one.is_ordered = false;
      sorted.emplace_back(key_of(score), static_cast<std::uint32_t>(row));
    }
    std::sort(sorted.begin(), sorted.end());  // ties: by the row
    for (const auto& [key, row] : sorted) {
      Side& side = targets.at(row, 0) == static_cast<double>(positive) ? one.positives : one.negatives;
      side.keys.push_back(key);
      side.rows.push_back(row);
    }
  }
}

Ranking RankedRows::measure(std::span<const std::uint32_t> counts) const {
  return mean_ranking(classes_.size(), [&](std::size_t c) -> Ranking {
    const auto& [positives, negatives, is_ordered] = classes_[c];
    if (!is_ordered) return {kNan, kNan};
    const auto count_in = [&](const std::vector<std::uint32_t>& rows) {
      return [counts, &rows](std::size_t i) { return std::uint64_t{counts[rows[i]]}; };
    };
    return ranking_of(positives.keys, negatives.keys, count_in(positives.rows), count_in(negatives.rows));
  });
}

namespace {

/// The probability of the actual class of a row, clamped.
double clamped_share(const BlockMatrix& probabilities, const BlockMatrix& targets, std::size_t row) {
  const auto actual = static_cast<std::size_t>(targets.at(row, 0));
  if (probabilities.columns() == 1) {
    const double p = clamped_probability(probabilities.at(row, 0));
    return actual == 1 ? p : 1 - p;
  }
  double total = 0;
  for (std::size_t c = 0; c < probabilities.columns(); ++c)
    total += clamped_probability(probabilities.at(row, c));
  return clamped_probability(probabilities.at(row, actual)) / total;
}

}  // namespace

double row_log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets, std::size_t row) {
  return -log(clamped_share(probabilities, targets, row));
}

double log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  PairwiseSum sum(1, probabilities.block_count());
  for (std::size_t block = 0; block < probabilities.block_count(); ++block) {
    check_time();
    const std::size_t rows = probabilities.block_rows(block);
    std::array<double, kBlockRows> losses{};
    for (std::size_t row = 0; row < rows; ++row)
      losses[row] = clamped_share(probabilities, targets, block * kBlockRows + row);
    kernels().log(losses.data(), rows);
    for (std::size_t row = 0; row < rows; ++row) losses[row] = -losses[row];
    kernels().column_sums(losses.data(), sum.next().data(), 1, packs_of(rows));
    sum.push();
  }
  double total = 0;
  sum.total({&total, 1});
  return total / static_cast<double>(probabilities.rows());
}

namespace {

/// The bin of a share: ceil(bins * share) - 1, from 0 on. (std::ceil() would be a call.)
std::size_t bin_of(double share, std::size_t bins) {
  const double place = share * static_cast<double>(bins);
  if (!(place > 0)) return 0;
  if (place >= static_cast<double>(bins)) return bins - 1;
  const auto below = static_cast<std::size_t>(place);
  return below > 0 && static_cast<double>(below) == place ? below - 1 : below;
}

}  // namespace

double expected_calibration_error(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  constexpr std::size_t kBins = 15;
  const bool single = probabilities.columns() == 1;
  std::array<double, kBins> excess{};  // what a bin's rows have more in confidence than in right predictions
  for (std::size_t row = 0; row < probabilities.rows(); ++row) {
    const std::size_t predicted = predicted_class(probabilities, row, {});
    const double p = probabilities.at(row, single ? 0 : predicted);
    const double confidence = single ? std::max(p, 1 - p) : p;  // without a branch that is hard to predict
    if (std::isnan(confidence)) return kNan;
    excess[bin_of(confidence, kBins)] +=
        confidence - (static_cast<double>(predicted) == targets.at(row, 0) ? 1 : 0);
  }
  double sum = 0;
  for (const double one : excess) sum += std::abs(one);
  return sum / static_cast<double>(probabilities.rows());
}

}  // namespace nntrain
