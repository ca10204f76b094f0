#pragma once

#include <vector>

#include "plot/film_frame.hpp"

namespace nntrain {

/// Gives the panels with axes at the same place in all frames the same ranges, which hold all of them. A line
/// from corner to corner of a square stays one.
void share_axes(std::vector<FilmFrame>& frames);

/// Splits the rings of a panel into series by the frames that have them: a row that is wrong in many frames
/// is then written once, as a film writes equal layers once.
void share_rings(std::vector<FilmFrame>& frames);

}  // namespace nntrain
