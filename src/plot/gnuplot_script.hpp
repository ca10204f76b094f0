#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// Commands that make gnuplot 5 draw the panels, beside and below each other, and write the picture to its
/// standard output; with characters, without titles and legends. Texts stand in single quotes, in which
/// gnuplot finds nothing to expand.
std::string gnuplot_script(const std::vector<Panel>& panels, const Canvas& canvas);

}  // namespace nntrain
