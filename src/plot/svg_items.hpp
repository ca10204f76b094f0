#pragma once

#include <string>

#include "plot/panel.hpp"
#include "plot/svg_area.hpp"
#include "plot/svg_box.hpp"

namespace nntrain {

/// What a panel shows besides series and its surface, as SVG elements.
std::string svg_cells(const Panel& panel, const PlotArea& area);
std::string svg_strokes(const Panel& panel, const PlotArea& area);
std::string svg_nodes(const Panel& panel, const PlotArea& area);
/// Texts are moved so that they lie in the box.
std::string svg_placed_texts(const Panel& panel, const PlotArea& area, const PanelBox& box);

}  // namespace nntrain
