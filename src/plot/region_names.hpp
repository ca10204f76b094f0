#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// A grid of regions, row by row from the lowest, and the rectangle that it covers.
struct RegionGrid {
  std::size_t columns;
  std::vector<std::size_t> regions;  ///< at each point the number of its region
  Bounds x;
  Bounds y;
};

/// A name for each region, where its text lies within the region and covers the fewest of `points`; of such
/// places the one farthest from its border. A region without room, or with an empty name, has none.
std::vector<PlacedText> region_names(const RegionGrid& grid, const std::vector<std::string>& names,
                                     const std::vector<Point>& points);

}  // namespace nntrain
