#pragma once

#include <cstddef>

#include "plot/panel.hpp"

namespace nntrain {

/// The number of styles, which differ in color and mark, also for color-blind people (Okabe and Ito 2008).
/// After them comes kGrey, for everything that should not stand out.
inline constexpr std::size_t kStyles = 7;
inline constexpr std::size_t kGrey = kStyles;

Colour colour_of(std::size_t style);

/// a at share 0, b at share 1.
Colour mixed(Colour a, Colour b, double share);

/// From dark blue at 0 to yellow at 1, with even lightness: color-blind people read this scale like others.
Colour scale_colour(double share);

/// The characters of a series, of rings, of small rings, of hollow marks, and of main contours.
char character_of(const Series& series);
inline constexpr char kSmallRingCharacter = '!';
inline constexpr char kHollowCharacter = '.';
inline constexpr char kRingCharacter = '*';
inline constexpr char kBoundaryCharacter = '*';

}  // namespace nntrain
