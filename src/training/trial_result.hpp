#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "training/restarts.hpp"
#include "training/split.hpp"
#include "training/train.hpp"

namespace nntrain {

/// The result of a trial. It has no references to other objects.
struct TrialResult {
  Model model;
  Recipe recipe;  ///< with the l2 that the rows of the first network come to
  TrainingResult training;
  std::vector<SplitResult> results;  ///< one per part
  std::string fingerprint;           ///< of the parameters of the model
  /// The held-out rows that could be calibrated on; with enough of them model.target.temperature is set.
  std::size_t calibration_rows = 0;

  const SplitResult& train() const { return results.front(); }
  const SplitResult& most_held_out() const { return results.back(); }
};

}  // namespace nntrain
