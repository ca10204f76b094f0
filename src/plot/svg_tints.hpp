#pragma once

#include <string>

#include "plot/panel.hpp"
#include "plot/svg_area.hpp"

namespace nntrain {

/// The tints of a surface as areas, in at most 12 steps for each colour, of a coarse one 6. The areas of a colour lie upon each
/// other: what they cover together has the share of the tint over any background, and has no seams.
std::string svg_tints(const Surface& surface, const PlotArea& area);

/// The places of a surface's grid in an SVG's units.
ValueGrid grid_of(const Surface& surface, const PlotArea& area);

}  // namespace nntrain
