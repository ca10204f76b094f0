#pragma once

#include <string>
#include <vector>

#include "base/workers.hpp"
#include "compare/comparison.hpp"
#include "compare/side.hpp"

namespace nntrain {

/// Compares the predictions of two sides for the rows of this part, metric by metric, without verdicts: row
/// by row, or all rows of each. Of a cross-validation with repeats the first one counts. Throws UsageError
/// for other data or other splits, if they are paired.
Comparison compare_rows(const Side& a, const Side& b, const std::string& part,
                        const std::vector<std::string>& metrics, bool is_paired, Workers& workers);

}  // namespace nntrain
