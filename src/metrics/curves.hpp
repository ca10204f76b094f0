#pragma once

#include <cstddef>
#include <vector>

namespace nntrain {

/// A row's score for a yes, and whether it is one.
struct ScoredRow {
  double score;
  bool is_event;
};

/// What share of the other rows (x) and of the events (y) have at least some score.
struct RocPoint {
  double false_positive_rate;
  double true_positive_rate;
};

/// The ROC curve: (0, 0), then a point for each different score from the highest on, the last (1, 1). None
/// where no row is an event, or all are, or a score is NaN. O(N log N).
std::vector<RocPoint> roc_curve(std::vector<ScoredRow> rows);

/// The area under its straight pieces.
double area_under(const std::vector<RocPoint>& curve);

/// The rows whose probability falls into one interval.
struct CalibrationBin {
  double mean;  ///< of the probabilities
  std::size_t rows;
  std::size_t events;
};

/// Rows by their probability in [0, 1], in `bins` intervals of the same width (the last one closed): those
/// that hold rows, from the lowest on. Rows whose probability is NaN are left out.
std::vector<CalibrationBin> calibration(const std::vector<ScoredRow>& rows, std::size_t bins);

}  // namespace nntrain
