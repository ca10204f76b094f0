#pragma once

#include <string>

#include "model/saved_model.hpp"
#include "report/result.hpp"

namespace nntrain {

/// The comparison of a saved model with the run that repeated its training.
struct ReplayReport {
  bool is_identical = false;
  std::string text;  ///< the verdict, the first difference, and all other ones: files, options, version
};

/// Compares the saved model, which messages call `path`, with a run by its receipt.
ReplayReport compare_with(const SavedModel& saved, const std::string& path, const RunResult& again);

}  // namespace nntrain
