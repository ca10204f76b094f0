#pragma once

#include "plot/pictured_sweep.hpp"
#include "sweep/selection.hpp"

namespace nntrain {

/// What a picture shows of a selection.
PicturedSweep picture_of(const Selection& selection);

}  // namespace nntrain
