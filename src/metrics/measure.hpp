#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/row_share.hpp"
#include "base/workers.hpp"
#include "math/block_matrix.hpp"
#include "metrics/class_metric.hpp"
#include "metrics/class_output.hpp"
#include "metrics/metric.hpp"

namespace nntrain {

/// The bounds of a proportion.
struct Interval {
  double low;
  double high;
};

/// The 95 % score interval of the proportion `correct` of `total`, total > 0 (Wilson 1927). It is in [0, 1]
/// also if all or none are correct.
Interval wilson_interval(std::size_t correct, std::size_t total);
/// The same for a share of `total` rows, which may be means over several samples.
Interval wilson_of_share(double share, double total);

/// C x C counts of rows; at(a, p) is the number of rows of class a that are predicted as class p.
struct ConfusionMatrix {
  std::size_t classes = 0;
  std::vector<std::size_t> counts;

  std::size_t at(std::size_t actual, std::size_t predicted) const {
    return counts[actual * classes + predicted];
  }
};

/// The metrics of one class. A ratio 0/0 is 0, as in scikit-learn with zero_division=0.
struct ClassMeasures {
  std::size_t rows;  ///< with this actual class
  double precision;  ///< share of the rows predicted as this class that are in it
  double recall;     ///< share of the rows in this class that are predicted as it
  double f1;         ///< harmonic mean of precision and recall
};

/// outputs, threshold: as for predicted_class; targets: N x 1, class indices < classes.
///
/// share: here and below, which of the rows of all ranks the N rows are, as dealt_share() gives them; one
/// that is not shared stands for N rows that no other rank knows of. What is measured is that of all rows,
/// with the same bits, and all ranks call the function together.
ConfusionMatrix count_confusion(const BlockMatrix& outputs, const BlockMatrix& targets, std::size_t classes,
                                const Threshold& threshold, const RowShare& share = {});

std::vector<ClassMeasures> measure_each_class(const ConfusionMatrix& confusion);

/// How far the predicted classes agree with the actual ones, corrected for chance: both are at most 1, and 0
/// is what chance gives.
struct Agreement {
  double mcc;    ///< the Matthews correlation for C classes (Gorodkin 2004); 0 where it is 0/0
  double kappa;  ///< Cohen 1960; NaN where it is 0/0: all rows are in one class, and predicted as it
};

Agreement agreement_of(const ConfusionMatrix& confusion);

/// All metrics of one set of rows.
struct Measures {
  Metrics metrics;                  ///< single numbers
  std::vector<std::string> labels;  ///< C class labels; all members from here on are empty for a regression
  ConfusionMatrix confusion;        ///< C x C
  std::vector<ClassMeasures> classes;  ///< C
  bool is_complete = true;             ///< false: see not_measured()
};

/// Measures a classification of N >= 1 rows. outputs: N x 1 (two classes) or N x C. targets: N x 1, class
/// indices. labels: C names. are_probabilities: whether the outputs are always in [0, 1] (sigmoid, softmax).
/// threshold: as for predicted_class; loss, mse, auc, average_precision, log_loss and ece do not depend on
/// it. loss: copied.
///
/// metrics: rows, loss, mse (squared differences from 1 for the class and 0 for the others, summed over the
/// outputs, divided by N), accuracy, correct, accuracy_low and accuracy_high (wilson_interval), majority (the
/// share of the largest class in these rows), balanced_accuracy (the mean recall of the classes with rows
/// here), macro_precision, macro_recall, macro_f1 (means over all C classes), mcc and kappa (agreement_of),
/// specificity (of two classes the recall of the first; more: the mean over all classes of TN / (TN + FP)),
/// auc and average_precision (measure_ranking of the class probabilities, or else of the outputs), log_loss
/// and ece (expected_calibration_error; both only of probabilities).
Measures measure_classes(const BlockMatrix& outputs, const BlockMatrix& targets,
                         const std::vector<std::string>& labels, bool are_probabilities,
                         const Threshold& threshold, double loss, Workers& workers = Workers::caller(),
                         const RowShare& share = {});

/// The same where several models have predicted the rows, each with a threshold of its own: `confusion`
/// counts their answers. wanted: the names of the single numbers to measure; empty: all.
Measures measure_counted(const BlockMatrix& outputs, const BlockMatrix& targets,
                         const std::vector<std::string>& labels, bool are_probabilities,
                         const ConfusionMatrix& confusion, double loss, Workers& workers = Workers::caller(),
                         std::span<const std::string> wanted = {}, const RowShare& share = {});

/// Measures a regression; both matrices are N x 1, N >= 1. metrics: rows, loss (copied), mse, rmse, mae, mape
/// (the mean of |error / target|; NaN if a target is 0), max_error (the largest |error|), r2 = 1 - sum of
/// squared errors / sum of squared differences from the mean, and explained_variance, the same with the
/// differences of the errors from their mean (both NaN if all targets are equal, but for rounding). wanted:
/// as for measure_counted.
Measures measure_values(const BlockMatrix& outputs, const BlockMatrix& targets, double loss,
                        std::span<const std::string> wanted = {}, const RowShare& share = {});

/// One of the metrics of measure_classes, or of measure_values if there are no labels, or of a class; not the
/// loss. Has the same bits, and takes only the work that this metric needs.
double measure_metric(const std::string& name, const BlockMatrix& outputs, const BlockMatrix& targets,
                      const std::vector<std::string>& labels, bool are_probabilities,
                      const Threshold& threshold, const RowShare& share = {});

/// Why a metric of the result is not defined on some rows: "a class has no row there".
std::string why_undefined(std::string_view metric);

/// What is known of `rows` rows without their outputs: the loss (NaN if not), and NaN for the other metrics.
/// The confusion matrix and `classes` are empty. labels: empty for a regression.
Measures not_measured(std::size_t rows, const std::vector<std::string>& labels, bool are_probabilities,
                      double loss);

/// The names of the metrics from measure_classes and from measure_values. For those of classes see
/// class_metric.hpp.
std::vector<std::string> class_metric_names(bool are_probabilities);
std::vector<std::string> value_metric_names();
/// Those of both, once each, that tell which of two models is better; not the names with a label in them.
std::vector<std::string> telling_metric_names();

/// Whether a metric of a classification comes from the confusion matrix alone.
bool comes_from_counts(std::string_view name);

/// Which values of a metric are better.
enum class Goal { kNone, kLower, kHigher };

/// That of a metric with one of these names, or of precision[LABEL], recall[LABEL] or f1[LABEL]. kNone for
/// counts of rows, bounds and shares that do not tell how good a network is, and for other names.
Goal goal_of(std::string_view name);

/// Whether the value `a` of a metric is better than `b`. Any number is better than NaN; NaN is never better.
bool is_better(Goal goal, double a, double b);

/// A single number, or a metric of a class with a name for find_class_metric: NaN if not measured.
std::optional<double> find_metric(const Measures& measures, std::string_view name);

/// The value of a metric that must exist.
inline double metric(const Measures& measures, std::string_view name) {
  return find_metric(measures, name).value();
}

/// The metric of one class with this name; of two classes, `specificity` is another name of one.
std::optional<ClassMetric> class_metric_called(std::string_view name, const Measures& measures);

/// The value of a metric that must exist; NaN also where precision, recall or F1 of a class are 0/0, which
/// count as 0 elsewhere.
double defined_metric(const Measures& measures, std::string_view name);

/// The range of a metric: shares are in [0, 1], losses, errors and counts are not negative, R2 and the like
/// are at most 1.
Interval range_of(std::string_view metric);

}  // namespace nntrain
