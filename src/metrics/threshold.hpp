#pragma once

#include <cstddef>

#include "base/words.hpp"
#include "math/block_matrix.hpp"
#include "metrics/class_output.hpp"

namespace nntrain {

/// How the threshold of two classes is chosen: not at all, as a number, or as the one that gives the second
/// class at least this recall or precision.
enum class ThresholdBy { kNone, kNumber, kRecall, kPrecision };
constexpr auto words(ThresholdBy) {
  return std::to_array<Word<ThresholdBy>>({{"none", ThresholdBy::kNone},
                                           {"number", ThresholdBy::kNumber},
                                           {"recall", ThresholdBy::kRecall},
                                           {"precision", ThresholdBy::kPrecision}});
}

struct ThresholdPlan {
  ThresholdBy by = ThresholdBy::kNone;
  double value = 0;  ///< in (0, 1); of a recall or precision in (0, 1]

  /// Whether it is found after training, by find_threshold().
  bool is_found() const { return by == ThresholdBy::kRecall || by == ThresholdBy::kPrecision; }
  /// The threshold that is known before.
  Threshold number() const { return by == ThresholdBy::kNumber ? Threshold(value) : Threshold(); }
};

/// Finds the threshold of plan.is_found() among the probabilities of the second class. Of a recall the
/// highest one with at least this recall; of a precision the lowest one with at least this precision, so that
/// the recall is the highest. outputs: as for predicted_class, probabilities; targets: N x 1, 0 or 1. Throws
/// TrainingError if no row is of the second class, or no threshold will do. O(N log N).
double find_threshold(const ThresholdPlan& plan, const BlockMatrix& outputs, const BlockMatrix& targets);

}  // namespace nntrain
