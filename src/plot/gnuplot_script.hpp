#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// Commands for gnuplot 5 that draw the panels in a grid and write the picture to standard output. As
/// characters, each panel is a page without title and legend. Texts are in single quotes, never expanded.
std::string gnuplot_script(const std::vector<Panel>& panels, const Canvas& canvas);

}  // namespace nntrain
