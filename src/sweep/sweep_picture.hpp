#pragma once

#include "plot/pictured_spread.hpp"
#include "plot/pictured_sweep.hpp"
#include "sweep/selection.hpp"

namespace nntrain {

/// What a picture shows of a selection, without the single runs.
PicturedSweep picture_of(const Selection& selection);

/// Adds the value of each run with a seed of its own, if there are few candidates: PicturedSweep::groups. A
/// run of folds has their mean; it has no value if the metric is not defined in one of them.
void add_runs(PicturedSweep& sweep, const SweepTable& table);

/// The most candidates whose runs stand one below the other: the best.
inline constexpr std::size_t kMostSpreadCandidates = 12;

/// The metric that selects in each run and fold of the best candidates, the best first, with the means and
/// intervals of the selection.
PicturedSpread spread_of(const Selection& selection, const SweepTable& table);

}  // namespace nntrain
