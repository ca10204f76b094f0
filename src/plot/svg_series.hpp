#pragma once

#include <string>

#include "plot/panel.hpp"
#include "plot/svg_area.hpp"

namespace nntrain {

/// A series as SVG elements. `is_crowded`: whether the panel has so many marks that they are small.
std::string svg_series(const Series& series, const PlotArea& area, bool is_crowded);

/// The name of the shape for a mark, a ring or a small ring, which svg_marks() defines.
std::string mark_name(const Series& series, bool is_small);

/// A line with the data of a path. One in a colour of its own is there twice where each background needs
/// another shade; the rules hide the other one.
std::string svg_line(const Series& series, const std::string& path);

/// The classes of marks.
std::string mark_classes(const Series& series);

/// A mark at a place.
std::string svg_use(const std::string& name, const Point& place, const std::string& tip);

}  // namespace nntrain
