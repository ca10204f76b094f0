#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"
#include "plot/svg_box.hpp"

namespace nntrain {

/// A panel as SVG elements, layer by layer from the back to the front: frame, tints, grid, cells, strokes,
/// one for each series, contours, nodes, axes and texts, legend. A layer without anything to show is "", so
/// that panels with as many series have as many layers. A layer depends only on what it shows: panels that
/// differ in some layers have equal texts in the others (a film draws these once). The layers stand in an
/// <svg> of class "nn", in a document with svg_rules() and svg_marks(). They have no ids. Nothing lies
/// outside the box, and no line or mark outside the axes.
std::vector<std::string> svg_layers(const Panel& panel, const PanelBox& box);

}  // namespace nntrain
