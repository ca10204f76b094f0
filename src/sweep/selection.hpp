#pragma once

#include <string>

#include "sweep/selection_result.hpp"
#include "sweep/sweep_table.hpp"

namespace nntrain {

/// Reads the results file of a sweep and orders its candidates by field_that_selects(): the mean over the
/// folds of a cross-validation, or the value in a part. A function of the file alone. Throws DataError as
/// ResultsReader.
Selection select_best(const std::string& results);
Selection select_best(const SweepTable& table);

}  // namespace nntrain
