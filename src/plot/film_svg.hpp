#pragma once

#include <string>
#include <vector>

#include "plot/film_frames.hpp"
#include "plot/svg.hpp"

namespace nntrain {

/// The frames as one SVG that browsers play. All have the same number of panels, as from frames_of().
std::string film_svg(const std::vector<FilmFrame>& frames, Theme theme);

}  // namespace nntrain
