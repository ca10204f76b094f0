#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// Commands for gnuplot 5 that draw the panels as characters and write them to standard output: each panel is
/// a page without title and legend. Texts are in single quotes, never expanded.
std::string gnuplot_script(const std::vector<Panel>& panels, const Canvas& canvas);

}  // namespace nntrain
