#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// What panels are drawn on.
struct Canvas {
  enum class Kind { kSvg, kCharacters };
  Kind kind = Kind::kSvg;
  std::size_t width = 80;  ///< of kCharacters, as all that follows
  std::size_t height = 24;
  bool has_colours = false;
};

/// The characters that a series and main contours are drawn with.
char character_of(const Series& series);
inline constexpr char kBoundaryCharacter = '*';

/// Commands that make gnuplot 5 draw the panels, beside and below each other, and write the picture to its
/// standard output; with characters, without titles and legends. Texts stand in single quotes, in which
/// gnuplot finds nothing to expand.
std::string gnuplot_script(const std::vector<Panel>& panels, const Canvas& canvas);

}  // namespace nntrain
