#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/workers.hpp"
#include "math/block_matrix.hpp"
#include "metrics/metric.hpp"

namespace nntrain {

/// Bounds of a proportion.
struct Interval {
  double low;
  double high;
};

/// The 95 % score interval of a proportion, `correct` of `total` > 0 (Wilson 1927): inside [0, 1] also where
/// all or none is correct.
Interval wilson_interval(std::size_t correct, std::size_t total);

/// Rows of actual class (row) predicted as (column): C x C counts, row by row.
struct ConfusionMatrix {
  std::size_t classes = 0;
  std::vector<std::size_t> counts;

  std::size_t at(std::size_t actual, std::size_t predicted) const {
    return counts[actual * classes + predicted];
  }
};

/// One class's part of the picture. 0 where a ratio is 0/0, as with scikit-learn's zero_division=0.
struct ClassMeasures {
  std::size_t rows;  ///< of this actual class
  double precision;  ///< share of the rows predicted as this class that are of it
  double recall;     ///< share of the rows of this class that are predicted as it
  double f1;         ///< harmonic mean of the two
};

/// outputs: as predicted_class takes them; targets: N x 1, the class number < classes.
ConfusionMatrix count_confusion(const BlockMatrix& outputs, const BlockMatrix& targets, std::size_t classes);

/// For each class.
std::vector<ClassMeasures> measure_each_class(const ConfusionMatrix& confusion);

/// Everything measured on one set of rows.
struct Measures {
  Metrics metrics;                  ///< the single numbers
  std::vector<std::string> labels;  ///< the classes' C names; this and what follows: empty for a regression
  ConfusionMatrix confusion;        ///< C x C
  std::vector<ClassMeasures> classes;  ///< C
};

/// Measures a classification of N >= 1 rows. outputs: N x 1 (two classes) or N x C; targets: N x 1, the class
/// number; labels: C names; are_probabilities: whether the outputs are in [0, 1] by nature (sigmoid,
/// softmax); loss: as trained on.
///
/// metrics: rows, loss, mse (sum over the outputs of the squared difference from 1 for the class and 0 for
/// others, by N), accuracy, correct, accuracy_low and accuracy_high (wilson_interval), majority (the share of
/// the largest class of these rows), balanced_accuracy (the mean recall of the classes that have rows here),
/// macro_precision, macro_recall, macro_f1 (means over all C classes), auc (roc_auc of the classes'
/// probabilities, or of the outputs where they are none), log_loss (of probabilities only).
Measures measure_classes(const BlockMatrix& outputs, const BlockMatrix& targets,
                         const std::vector<std::string>& labels, bool are_probabilities, double loss,
                         Workers& workers = Workers::caller());

/// Measures a regression: both N x 1, N >= 1. metrics: rows, loss (as given), mse, rmse, mae, and r2 = 1 -
/// sum of squared errors / sum of squared differences from the mean (NaN where the targets are all the same).
Measures measure_values(const BlockMatrix& outputs, const BlockMatrix& targets, double loss);

/// The names of the `metrics` that measure_classes or measure_values gives. Of single classes see
/// class_metric.hpp.
std::vector<std::string> class_metric_names(bool are_probabilities);
std::vector<std::string> value_metric_names();

/// A single number or, by a name as find_class_metric knows it, one of a class.
std::optional<double> find_metric(const Measures& measures, std::string_view name);

/// The value of a metric that is known to be there.
inline double metric(const Measures& measures, std::string_view name) {
  return find_metric(measures, name).value();
}

}  // namespace nntrain
