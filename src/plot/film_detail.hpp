#pragma once

#include <cstddef>

#include "plot/panel.hpp"

namespace nntrain {

/// The most rows of a film whose marks move.
inline constexpr std::size_t kMostRowsFilmed = 300;

/// Leaves out of a panel what a film of many frames has no room for: all that the pointer shows, as it
/// differs in each frame where the marks do not, and the fine steps of a surface.
void leave_out_detail(Panel& panel);

}  // namespace nntrain
