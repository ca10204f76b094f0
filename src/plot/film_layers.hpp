#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace nntrain {

/// The SVG elements of one frame, layer by layer from the back to the front.
using FrameLayers = std::vector<std::string>;

/// How long a film takes, in seconds.
struct FilmPace {
  double frame;  ///< each frame is shown
  double pause;  ///< the last one is shown instead
};

/// Some 8 seconds for the frames, each at least 0.04 and at most 0.6, and 2.5 for the last one.
FilmPace pace_of(std::size_t frames);

/// CSS rules: where the reader wants no motion, and on paper, the last frame stands still.
std::string film_rules();

/// The layers of all frames as groups, of which SMIL's <animate> shows those of one frame at a time, again
/// and again. A layer is written once for all frames that have it with the same text; one of all frames is
/// always visible. Programs that know no SMIL show the last frame. At least one frame.
std::string animated(const std::vector<FrameLayers>& frames, FilmPace pace);

}  // namespace nntrain
