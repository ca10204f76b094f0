#pragma once

#include <string>

#include "plot/panel.hpp"
#include "plot/svg_area.hpp"

namespace nntrain {

/// The contour lines of a surface, with their names on them.
std::string svg_contours(const Surface& surface, const PlotArea& area);

}  // namespace nntrain
