#pragma once

#include "plot/pictured_sweep.hpp"
#include "sweep/selection.hpp"

namespace nntrain {

/// What a picture shows of a selection, without the single runs.
PicturedSweep picture_of(const Selection& selection);

/// Adds the value of each run with a seed of its own, if there are few candidates: PicturedSweep::groups. A
/// run of folds has their mean; it has no value if the metric is not defined in one of them.
void add_runs(PicturedSweep& sweep, const SweepTable& table);

}  // namespace nntrain
