#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "metrics/measure.hpp"

namespace nntrain {

/// What is said of one metric in J runs: folds, repeats, seeds. NaN stands for what is not defined.
struct MetricSpread {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  std::vector<double> values;  ///< J; NaN where the metric is not defined, or the run diverged
  std::size_t defined = 0;     ///< the number of other values; the rest is about these
  double mean = kNone;
  double sd = kNone;  ///< of a sample: the squares are divided by `defined` - 1
  double min = kNone;
  double max = kNone;
  Interval interval = {kNone, kNone};  ///< 95 %, for the mean of the recipe; none for one value
};

/// The interval is mean -+ t s sqrt(1/J + held_out_per_train) with Student's t for J - 1 degrees of freedom.
/// held_out_per_train: the mean of n_held_out / n_train over the runs, where each has other rows (Nadeau and
/// Bengio, "Inference for the generalization error", 2003): the runs share most of their training rows, so
/// that their values are no independent draws. 0 where all runs have the same rows: the usual interval, over
/// starts.
MetricSpread spread_of(std::vector<double> values, double held_out_per_train);

/// Makes the interval no narrower than this one.
void widen(MetricSpread& spread, const Interval& least);

/// Cuts the interval at the bounds of the metric.
void cut(MetricSpread& spread, const Interval& bounds);

}  // namespace nntrain
