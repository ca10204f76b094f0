#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// A canvas as wide as the terminal (80 columns if there is none) within 30 to 100 columns, and 12 to 24 rows
/// high. It has colors if the terminal has them and NO_COLOR is unset or empty.
Canvas character_canvas(bool on_standard_error);

/// gnuplot's characters, with each panel's title above and its legend below: most terminals are narrow.
std::string with_legends(const std::string& drawn, const std::vector<Panel>& panels, const Canvas& canvas);

/// The words of a text in lines of at most `width` characters, indented. Each line ends with a line break.
std::string wrapped(const std::string& text, std::size_t width);

}  // namespace nntrain
