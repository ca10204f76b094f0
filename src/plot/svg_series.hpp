#pragma once

#include <string>

#include "plot/panel.hpp"
#include "plot/svg_area.hpp"

namespace nntrain {

/// A series as SVG elements. `is_crowded`: whether the panel has so many marks that they are small.
std::string svg_series(const Series& series, const PlotArea& area, bool is_crowded);

/// The name of the shape for a mark, a ring or a small ring, which svg_marks() defines.
std::string mark_name(const Series& series, bool is_small);

/// The classes of a line, which give its width and its dashes.
std::string line_classes(const Series& series);

/// The classes of marks.
std::string mark_classes(const Series& series);

/// A mark at a place.
std::string svg_use(const std::string& name, const Point& place, const std::string& tip);

}  // namespace nntrain
