#include "metrics/scoring.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "base/in_turn.hpp"
#include "base/interruption.hpp"
#include "math/elementary.hpp"
#include "math/kernels.hpp"
#include "metrics/class_output.hpp"
#include "metrics/score_order.hpp"
#include "metrics/shared_order.hpp"

namespace nntrain {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Fewer scores are sorted before another thread has woken up.
constexpr std::size_t kFewestToShare = 20'000;

/// That of the numbers count_pairs() and its sum of count * precision.
Ranking ranking_from(const PairCount& twice_won, double precisions, const SideCounts& all) {
  const auto events = static_cast<double>(all.in_class);
  if (all.in_class == 0) return {kNan, kNan};
  return {all.others == 0 ? kNan : twice_won.value() / (2 * events * static_cast<double>(all.others)),
          precisions / events};
}

/// Of the sorted keys of the scores in a class and of the others; each counts as often as these functions of
/// its place say. Counts pairs as integers, and adds in the order of the scores, so the result does not
/// depend on the order of the rows.
template <typename CountOfPositive, typename CountOfNegative>
Ranking ranking_of(const std::vector<std::uint64_t>& positives, const std::vector<std::uint64_t>& negatives,
                   const CountOfPositive& count_of_positive, const CountOfNegative& count_of_negative) {
  SideCounts all;
  for (std::size_t i = 0; i < positives.size(); ++i) all.in_class += count_of_positive(i);
  for (std::size_t i = 0; i < negatives.size(); ++i) all.others += count_of_negative(i);
  double precisions = 0;
  const auto add = [&precisions](std::uint64_t count, double precision) {
    precisions += static_cast<double>(count) * precision;
  };
  const PairCount twice_won =
      count_pairs(positives, negatives, count_of_positive, count_of_negative, all, {}, add);
  return ranking_from(twice_won, precisions, all);
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

Ranking measure_ranking(const BlockMatrix& scores, const BlockMatrix& targets, Workers& workers,
                        const RowShare& share) {
  const std::vector<Ranked> classes = ranked_classes(scores.columns());
  if (share.is_shared()) {
    SharedOrder order(share, workers);
    for (const auto& [column, positive] : classes) {
      if (!order.add_class(scores, column, targets, positive)) return {kNan, kNan};
    }
    const std::vector<SharedOrder::OfClass> found = order.finish();
    return mean_ranking(classes.size(), [&](std::size_t c) {
      return ranking_from(found[c].twice_won, found[c].precisions, found[c].all);
    });
  }
  std::array<ScoreKeys, 2> keys;  // of the other rows, and of those in the class
  return mean_ranking(classes.size(), [&](std::size_t c) -> Ranking {
    for (ScoreKeys& some : keys) some.begin(scores.rows());
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

LogLoss::LogLoss(const RowShare& share) : sum_(share), rows_(static_cast<double>(share.all)) {}

void LogLoss::add(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  for (std::size_t block = 0; block < probabilities.block_count(); ++block) {
    check_time();
    const std::size_t rows = probabilities.block_rows(block);
    std::array<double, kBlockRows> losses{};
    for (std::size_t row = 0; row < rows; ++row)
      losses[row] = clamped_share(probabilities, targets, block * kBlockRows + row);
    kernels().log(losses.data(), rows);
    for (std::size_t row = 0; row < rows; ++row) losses[row] = -losses[row];
    double sum = 0;
    kernels().column_sums(losses.data(), &sum, 1, packs_of(rows));
    sum_.push(sum);
  }
}

double log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  LogLoss loss(whole(probabilities.rows()));
  loss.add(probabilities, targets);
  return loss.mean();
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

CalibrationError::CalibrationError(const RowShare& share) : share_(share) {}

void CalibrationError::add(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  const bool single = probabilities.columns() == 1;
  const bool is_first = share_.ranks->is_first();
  if (!is_first) later_.reserve(probabilities.rows());
  for (std::size_t row = 0; row < probabilities.rows(); ++row) {
    const std::size_t predicted = predicted_class(probabilities, row, {});
    const double p = probabilities.at(row, single ? 0 : predicted);
    const double confidence = single ? std::max(p, 1 - p) : p;  // without a branch that is hard to predict
    if (std::isnan(confidence)) {
      has_nan_ = true;
      return;
    }
    const double excess = confidence - (static_cast<double>(predicted) == targets.at(row, 0) ? 1 : 0);
    const std::size_t bin = bin_of(confidence, kBins);
    if (is_first) {
      excess_[bin] += excess;
    } else {
      later_.push_back({excess, bin});
    }
  }
}

double CalibrationError::mean() {
  if (share_.ranks->any(has_nan_)) return kNan;
  run_in_turn(*share_.ranks, std::span<double>(excess_), [this] {
    for (const auto& [excess, bin] : later_) excess_[bin] += excess;
  });
  double sum = 0;
  for (const double one : excess_) sum += std::abs(one);
  return sum / static_cast<double>(share_.all);
}

double expected_calibration_error(const BlockMatrix& probabilities, const BlockMatrix& targets) {
  CalibrationError error(whole(probabilities.rows()));
  error.add(probabilities, targets);
  return error.mean();
}

}  // namespace nntrain
