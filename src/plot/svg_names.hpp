#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/svg_area.hpp"

namespace nntrain {

/// A text along a line: its middle and the direction in which it reads, of length 1.
struct NamePlace {
  Point middle;
  Point direction;
  double width;
};

/// The straightest part of the lines that a text of this width covers: between the axes, and away from the
/// places that are taken. nullopt if there is none.
std::optional<NamePlace> calm_place(const std::vector<Polyline>& lines, const PlotArea& area, double width,
                                    const std::vector<NamePlace>& taken);

}  // namespace nntrain
