#pragma once

#include <cstddef>
#include <vector>

namespace nntrain {

/// The score of a row, and whether the row is an event (in the class).
struct ScoredRow {
  double score;
  bool is_event;
};

/// A point of a ROC curve: the share of the other rows (x) and of the events (y) with at least some score.
struct RocPoint {
  double false_positive_rate;
  double true_positive_rate;
};

/// The ROC curve: (0, 0), then one point per distinct score from the highest down, at last (1, 1). Empty if
/// no row is an event, all are, or a score is NaN. O(N log N).
std::vector<RocPoint> roc_curve(std::vector<ScoredRow> rows);

/// The area under a ROC curve by the trapezoidal rule.
double area_under(const std::vector<RocPoint>& curve);

/// The rows with a probability in one interval.
struct CalibrationBin {
  double mean;  ///< the mean probability
  std::size_t rows;
  std::size_t events;
};

/// Groups rows by their probability in [0, 1] into `bins` intervals of equal width; the last one is closed.
/// Returns the intervals with rows, from the lowest up. Rows with probability NaN are left out.
std::vector<CalibrationBin> calibration(const std::vector<ScoredRow>& rows, std::size_t bins);

}  // namespace nntrain
