#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/workers.hpp"
#include "math/block_matrix.hpp"
#include "math/blocks_sum.hpp"

namespace nntrain {

/// How well the scores order the rows: those in the class before the others.
struct Ranking {
  /// The area under the ROC curve: the share of pairs of a row in the class and another row in which the
  /// first one has the higher score; ties count half (Hanley and McNeil 1982). NaN if there are no such
  /// pairs.
  double auc;
  /// The sum over the distinct scores, from the highest down, of what the recall grows there times the
  /// precision there: no interpolation (average_precision_score in scikit-learn). NaN if no row is in the
  /// class.
  double average_precision;
};

/// scores: N x 1 (class 1 against class 0) or N x C. Two columns: only the second one. More: the means over
/// the classes of one against the rest (scikit-learn: ovr, macro). targets: N x 1, class indices. NaN if a
/// score is NaN, or if a number of a class is. Fewer than 2^32 rows on a rank. O(C N) time, O(N) memory.
/// share: which of the rows of all ranks these are; they begin with a block.
Ranking measure_ranking(const BlockMatrix& scores, const BlockMatrix& targets,
                        Workers& workers = Workers::caller(), const RowShare& share = {});

/// The rows in the order of their scores, for the rankings of many resamples.
class RankedRows {
 public:
  /// As for measure_ranking().
  RankedRows(const BlockMatrix& scores, const BlockMatrix& targets);

  /// That of the rows, of which each counts counts[row] times. O(C N), without sorting.
  Ranking measure(std::span<const std::uint32_t> counts) const;

 private:
  struct Side {
    std::vector<std::uint64_t> keys;  // have the order of the scores
    std::vector<std::uint32_t> rows;
  };
  struct OfClass {
    Side positives{};
    Side negatives{};
    bool is_ordered = true;
  };
  std::vector<OfClass> classes_;  // those that are ranked against the others
};

/// p within [2^-52, 1 - 2^-52], so that its logarithm is finite; NaN stays NaN.
double clamped_probability(double p);

/// The mean over the rows of -log p of the actual class, as log_loss in scikit-learn 1.2: each probability is
/// clamped to [2^-52, 1 - 2^-52], then each row is divided by its sum. probabilities: N x 1 (class 1) or N x
/// C. targets: N x 1, class indices. N >= 1.
double log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets);
/// The same where ranks share the rows.
class LogLoss {
 public:
  /// `share` begins with a block.
  explicit LogLoss(const RowShare& share);
  /// The rows of this rank. Any thread may do it. Throws Interrupted as check_time().
  void add(const BlockMatrix& probabilities, const BlockMatrix& targets);
  /// The loss, on all ranks, which call it together.
  double mean() { return sum_.total() / rows_; }

 private:
  BlocksSum sum_;
  double rows_;  // of all
};

/// The same for one row.
double row_log_loss(const BlockMatrix& probabilities, const BlockMatrix& targets, std::size_t row);

/// The expected calibration error with 15 bins (Guo et al., "On calibration of modern neural networks", 2017,
/// equation 3). The confidence of a row is the probability of its most probable class, as predicted_class()
/// finds it without a threshold. Bin m of 1 .. 15 has the rows with (m-1)/15 < confidence <= m/15. The error
/// is the mean over the rows of |share of the bin's rows predicted rightly - mean confidence of the bin|.
/// probabilities: N x 1 (class 1) or N x C. targets: N x 1, class indices. N >= 1. NaN if a confidence is
/// NaN.
double expected_calibration_error(const BlockMatrix& probabilities, const BlockMatrix& targets);

/// The same where ranks share the rows.
class CalibrationError {
 public:
  explicit CalibrationError(const RowShare& share);
  /// The rows of this rank. Any thread may do it.
  void add(const BlockMatrix& probabilities, const BlockMatrix& targets);
  /// The error, on all ranks, which call it together.
  double mean();

 private:
  static constexpr std::size_t kBins = 15;
  struct Excess {
    double value;  ///< of a row
    std::size_t bin;
  };

  RowShare share_;
  std::array<double, kBins> excess_{};  // what a bin's rows have more in confidence than in right predictions
  std::vector<Excess> later_;           // of rows that are added behind those of other ranks
  bool has_nan_ = false;
};

}  // namespace nntrain
