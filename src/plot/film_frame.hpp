#pragma once

#include <cstdint>

#include "plot/panel.hpp"

namespace nntrain {

/// The state of training at one time: a title that tells it, and panels.
struct FilmFrame {
  std::uint64_t iteration;
  Picture picture;
};

}  // namespace nntrain
