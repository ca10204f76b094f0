#pragma once

#include "plot/pictured_spread.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// How the metrics of the most held-out rows vary over folds, repeats and seeds: shares, and the log loss; of
/// a regression the errors, and r2. Means and intervals are those of the result. A metric that no run defines
/// is left out, and so is a group without a metric.
PicturedSpread spread_of_runs(const RunsResult& result);

}  // namespace nntrain
