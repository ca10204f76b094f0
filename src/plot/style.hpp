#pragma once

#include <cstddef>

#include "plot/panel.hpp"

namespace nntrain {

/// Styles that a legend can tell apart by colour and by mark, also for the colour-blind (Okabe and Ito 2008);
/// behind them kGrey for all that is not to stand out.
inline constexpr std::size_t kStyles = 7;
inline constexpr std::size_t kGrey = kStyles;

Colour colour_of(std::size_t style);

/// `share` of `colour` in white.
Colour tint_of(Colour colour, double share);

/// a at share 0, b at 1.
Colour mixed(Colour a, Colour b, double share);

/// From dark blue at 0 to yellow at 1, evenly in lightness: a scale that the colour-blind read as others do.
Colour scale_colour(double share);

/// The characters that a series and main contours are drawn with.
char character_of(const Series& series);
inline constexpr char kBoundaryCharacter = '*';

}  // namespace nntrain
