#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "plot/panel.hpp"

namespace nntrain {

/// The colours of a picture in front of a light or a dark background.
struct Palette {
  Colour background;
  Colour ink;    ///< of texts
  Colour quiet;  ///< of captions
  Colour grid;
  Colour axis;
  Colour contour;  ///< of thin contours
};
inline constexpr Palette kLightPalette = {0xFFFFFF, 0x1F2328, 0x57606A, 0xE7E9EC, 0x6E7781, 0x6E7781};
inline constexpr Palette kDarkPalette = {0x14171A, 0xE6E8EA, 0xA4ACB4, 0x2A2F35, 0x8B949E, 0x9AA3AC};

/// The colour of a style in front of each background: the style's own one, or a darker or lighter one where
/// the contrast would be less than 3:1.
Colour light_colour(std::size_t style);
Colour dark_colour(std::size_t style);

/// The ratio of the luminances of two colours, 1 to 21 (WCAG 2.2, contrast ratio).
double contrast(Colour a, Colour b);

/// The colour, mixed with that of texts as far as it takes to stand out from the background (contrast 3:1).
Colour visible_colour(Colour colour, const Palette& palette);

/// A colour of the scale (style.hpp), of that part of it which stands out from the background (contrast 3:1):
/// 0 is its darkest colour, 1 its brightest one, and the order is kept.
Colour visible_scale_colour(double share, const Palette& palette);

/// The attributes of a group in these classes and this colour, which its elements have as currentColor. A
/// colour of a style changes with the background.
std::string svg_paint(std::string_view classes, Colour colour);
std::string svg_paint(std::string_view classes, const Series& series);

/// The class of a text on a tint: black or white, whichever has more contrast (at least 4.5:1) in front of
/// either background.
std::string_view ink_class(Tint tint);

}  // namespace nntrain
