#pragma once

#include <string>
#include <vector>

#include "plot/contour_lines.hpp"

namespace nntrain {

/// The data of a path: lines from point to point, with a tenth of a unit; closed ones end in z.
std::string svg_path(const std::vector<Polyline>& lines);

}  // namespace nntrain
