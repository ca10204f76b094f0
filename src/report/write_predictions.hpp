#pragma once

#include <string>

#include "report/result.hpp"

namespace nntrain {

/// Writes the CSV of a run, see predictions_csv(), by write_result(). Where ranks share the rows, rank 0
/// writes the lines of all, some at a time, and all ranks call it together. Throws as these, the same on each
/// rank.
std::string write_predictions(const RunResult& result, const std::string& path, bool is_finished);

}  // namespace nntrain
