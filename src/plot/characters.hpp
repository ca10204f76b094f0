#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// As large as the terminal allows (80 x 24 where it is none), with colours only on a terminal that has them
/// and whose user has not set NO_COLOR.
Canvas character_canvas(bool on_standard_error);

/// What gnuplot has drawn with characters, each panel with its title above and its legend below, for which
/// few terminals are wide enough beside it.
std::string with_legends(const std::string& drawn, const std::vector<Panel>& panels, const Canvas& canvas);

}  // namespace nntrain
