#include "plot/svg_colours.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "math/elementary.hpp"
#include "plot/style.hpp"

namespace nntrain {
namespace {

constexpr std::array<Colour, kStyles + 1> kInLight = {0x0072B2, 0xCF5A00, 0x00906A, 0xBF6699,
                                                      0xB87E00, 0x3A94CC, 0x1F2328, 0x858C94};
constexpr std::array<Colour, kStyles + 1> kInDark = {0x4AA3E0, 0xF0803C, 0x2DBE94, 0xE091BC,
                                                     0xF0B429, 0x9AD4F7, 0xE6E8EA, 0x8B949E};

std::optional<std::size_t> style_with(Colour colour) {
  for (std::size_t style = 0; style <= kGrey; ++style) {
    if (colour_of(style) == colour) return style;
  }
  return std::nullopt;
}

/// The relative luminance, 0 to 1 (WCAG 2.2).
double luminance(Colour colour) {
  double sum = 0;
  constexpr std::array<double, 3> kWeights = {0.0722, 0.7152, 0.2126};
  for (unsigned i = 0; i < 3; ++i) {
    const double part = static_cast<double>(colour >> (8 * i) & 0xFFU) / 255;
    const double linear = part <= 0.04045 ? part / 12.92 : exp(2.4 * log((part + 0.055) / 1.055));
    sum += kWeights[i] * linear;
  }
  return sum;
}

/// Whether white can be read better on this colour than black.
bool takes_white(Colour colour) {
  constexpr Colour kWhite = 0xFFFFFF;
  constexpr Colour kBlack = 0;
  return contrast(colour, kWhite) >= contrast(colour, kBlack);
}

}  // namespace

Colour light_colour(std::size_t style) {
  return kInLight[std::min(style, kGrey)];
}

Colour dark_colour(std::size_t style) {
  return kInDark[std::min(style, kGrey)];
}

double contrast(Colour a, Colour b) {
  const double one = luminance(a) + 0.05;
  const double other = luminance(b) + 0.05;
  return std::max(one, other) / std::min(one, other);
}

Colour visible_colour(Colour colour, const Palette& palette) {
  constexpr int kSteps = 20;
  for (int step = 0; step < kSteps; ++step) {
    const Colour tried = mixed(colour, palette.ink, static_cast<double>(step) / kSteps);
    if (contrast(tried, palette.background) >= 3) return tried;
  }
  return palette.ink;
}

Colour visible_scale_colour(double share, const Palette& palette) {
  constexpr int kSteps = 100;
  const auto is_visible = [&](int step) {
    return contrast(scale_colour(static_cast<double>(step) / kSteps), palette.background) >= 3;
  };
  int low = 0;
  int high = kSteps;
  while (low < high && !is_visible(low)) ++low;
  while (high > low && !is_visible(high)) --high;
  return scale_colour((low + std::clamp(share, 0.0, 1.0) * (high - low)) / kSteps);
}

std::string svg_paint(std::string_view classes, Colour colour) {
  if (const std::optional<std::size_t> style = style_with(colour))
    return fmt::format("class=\"{} nn-c{}\"", classes, *style);
  return fmt::format("class=\"{}\" color=\"#{:06x}\"", classes, colour & 0xFFFFFFU);
}

std::string svg_paint(std::string_view classes, const Series& series) {
  return svg_paint(classes, series.colour.value_or(colour_of(series.style)));
}

std::string_view ink_class(Tint tint) {
  const std::optional<std::size_t> style = style_with(tint.colour);
  const Colour light =
      mixed(kLightPalette.background, style ? light_colour(*style) : tint.colour, tint.share);
  const Colour dark = mixed(kDarkPalette.background, style ? dark_colour(*style) : tint.colour, tint.share);
  if (takes_white(light)) return takes_white(dark) ? "nn-w" : "nn-v";
  return takes_white(dark) ? "nn-t" : "nn-k";
}

}  // namespace nntrain
