#pragma once

#include <vector>

#include "plot/panel.hpp"
#include "plot/pictured_spread.hpp"

namespace nntrain {

/// How far above the middle of its strip each point is, for values in any order: values closer than
/// `distance` stand one above the other, as far as there is room, up to 0.5. Equal values in the same order
/// have equal places.
std::vector<double> stacked_places(const std::vector<SpreadValue>& values, double distance);

/// A strip for each metric or candidate, the first one at the top: a mark for each run, and below them the
/// mean with its interval.
Panel spread_panel(const SpreadGroup& group);

/// The panels of all groups.
std::vector<Panel> spread_panels(const PicturedSpread& spread);

}  // namespace nntrain
