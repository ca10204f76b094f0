#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include "metrics/measure.hpp"

namespace nntrain {

/// What is said of the difference B - A of a metric. NaN stands for what there is not.
struct Difference {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  double value = kNone;
  Interval interval = {kNone, kNone};  ///< 95 %
  double p = kNone;  ///< of "no difference", two-sided; not of the methods that give an interval only
  std::size_t resamples =
      0;                   ///< of a bootstrap: in how many the metric is defined, see bootstrap_differences
  bool are_equal = false;  ///< whether the values of each pair are equal, but for rounding
};

/// J paired values (folds, seeds, rows), none of them NaN; b - a is looked at. Student's t with J - 1 degrees
/// of freedom: mean -+ t s sqrt(1/J + held_out_per_train). held_out_per_train as for spread_of(): Nadeau and
/// Bengio (2003), 0 for seeds on the same rows and for rows. No interval and no p for J < 2, nor if
/// all differences are the same but for rounding, and not 0: then the values do not vary by chance, and say
/// no more than one of them. No value for J = 0.
Difference paired_difference(std::span<const double> a, std::span<const double> b, double held_out_per_train);

/// The difference of the means of two samples that are not paired, none of them NaN. Welch's t ("The
/// generalization of Student's problem when several different population variances are involved", 1947) with
/// the degrees of freedom of Satterthwaite (1946). held_out_per_train widens the variance of each mean: s^2
/// (1/J + held_out_per_train). No interval and no p if a sample has less than two values, nor if all
/// values of each sample are the same and those of the other sample differ from them.
Difference welch_difference(std::span<const double> a, std::span<const double> b, double held_out_per_train_a,
                            double held_out_per_train_b);

/// The accuracies of two models on the same rows, of which `only_a_right` and `only_b_right` are discordant.
/// p: McNemar (1947), exact: given their number, that of the rows where only B is right is binomial. The
/// interval holds two: that which inverts this test, by Clopper and Pearson's (1934) for the share of these
/// rows; and the score interval of Tango ("Equivalence test and confidence interval for the difference in
/// proportions for the paired-sample design", 1998), which does not take their number as given: without any,
/// few rows still say little. It excludes 0 exactly if p < 0.05. rows >= 1.
Difference mcnemar_difference(std::size_t only_a_right, std::size_t only_b_right, std::size_t rows);

/// The accuracies of two models on different rows. The hybrid score interval of Newcombe ("Interval
/// estimation for the difference between independent proportions", 1998, method 10), from Wilson's intervals.
/// No p. Both numbers of rows >= 1.
Difference share_difference(std::size_t correct_a, std::size_t rows_a, std::size_t correct_b,
                            std::size_t rows_b);

}  // namespace nntrain
