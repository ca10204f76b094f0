#pragma once

#include <string>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/side.hpp"

namespace nntrain {

/// Compares two results in this part, metric by metric, without verdicts: run by run with the same seed,
/// repeat and fold, or all runs of each. Runs that hold out the same rows, where others hold out other ones,
/// count as one: their mean. Throws UsageError for other data or other splits, if they are paired, and
/// DataError if no run counts.
Comparison compare_runs(const Side& a, const Side& b, const std::string& part,
                        const std::vector<std::string>& metrics, bool is_paired);

}  // namespace nntrain
