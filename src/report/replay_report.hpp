#pragma once

#include <string>

#include "model/saved_model.hpp"
#include "report/result.hpp"

namespace nntrain {

/// What comes of holding a run against the model that it was to make again.
struct ReplayReport {
  bool is_identical = false;
  std::string text;  ///< the verdict, the first difference, and what else differs: version, files, options
};

/// The saved model, which messages call `path`, against a run by its receipt.
ReplayReport compare_with(const SavedModel& saved, const std::string& path, const RunResult& again);

}  // namespace nntrain
