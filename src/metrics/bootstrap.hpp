#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/workers.hpp"
#include "math/block_matrix.hpp"
#include "metrics/difference.hpp"

namespace nntrain {

/// How the difference of a metric is judged from the rows of two models.
enum class RowMethod {
  kMcNemar,    ///< a share of right rows: mcnemar_difference(), or share_difference() on different rows
  kStudent,    ///< a mean over the rows: paired_difference() or welch_difference() of row_losses()
  kBootstrap,  ///< bootstrap_differences()
  kNone        ///< no interval: a count, a bound, a maximum, or the loss, which may be a sum
};

/// That of a metric with this name, also of precision[LABEL] and so on.
RowMethod row_method(std::string_view metric);

/// The rows of one side, N >= 1. It keeps references.
struct ScoredSide {
  const BlockMatrix& outputs;              ///< N x 1, or N x C for classes
  const BlockMatrix& targets;              ///< N x 1; class indices, or the values of a regression
  const std::vector<std::string>& labels;  ///< C class labels; empty for a regression
  bool are_probabilities = false;          ///< as for measure_classes()
  std::vector<std::size_t> predicted{};    ///< N class indices; empty for a regression
};

/// What each row adds to a metric whose method is kStudent: the metric is the mean of these N numbers, or for
/// rmse the root of it. NaN where mape is not defined.
std::vector<double> row_losses(const ScoredSide& side, std::string_view metric);

/// The number of resamples, and the seed of their random streams.
inline constexpr std::size_t kResamples = 2000;
inline constexpr std::uint64_t kBootstrapSeed = 1;

/// The percentile bootstrap of the difference B - A of several metrics (names for find_metric): Efron and
/// Tibshirani, "An introduction to the bootstrap" (1993), section 13.3. Resample k draws rows with
/// replacement, with below(N) of RandomStream(kBootstrapSeed, RandomPurpose::kBootstrap, k): N rows for both
/// sides if they are paired (the same rows in the same order), else N of A and then N of B. The bounds are
/// the 2.5 % and 97.5 % quantiles, interpolated between order statistics (Hyndman and Fan, "Sample quantiles
/// in statistical packages", 1996, type 7). Resamples without the metric, as an auc without a row of some
/// class, are left out; there is no interval if they are more than half, if all differences are the same
/// and not 0, or if the method of the metric is kNone. The same bits on any number of threads.
std::vector<Difference> bootstrap_differences(const ScoredSide& a, const ScoredSide& b,
                                              std::span<const std::string> metrics, bool paired,
                                              Workers& workers);

}  // namespace nntrain
