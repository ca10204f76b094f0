#include <fmt/format.h>

#include "plot/style.hpp"
#include "plot/svg.hpp"
#include "plot/svg_colours.hpp"

namespace nntrain {
namespace {

/// What is the same in front of every background.
constexpr const char* kShapes =
    ".nn{font:12px Helvetica,Arial,\"Liberation Sans\",sans-serif}"
    ".nn text{stroke:none}"
    ".nn-s{font-size:11px}.nn-j{font-size:10px}"
    ".nn-h{font-size:13px;font-weight:bold}.nn-hh{font-size:16px;font-weight:bold}"
    ".nn-m{text-anchor:middle}.nn-e{text-anchor:end}"
    ".nn-g{fill:none;stroke-width:1}.nn-a{fill:none;stroke-width:1}"
    ".nn-f{fill:currentColor;stroke:none}"
    ".nn-l{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}"
    ".nn-n{stroke-width:1}.nn-p{stroke-dasharray:5 4}"
    ".nn-p1{stroke-dasharray:7 3}.nn-p2{stroke-dasharray:2 2.5}.nn-p3{stroke-dasharray:8 3 2 3}"
    ".nn-p4{stroke-dasharray:12 4}.nn-p5{stroke-dasharray:8 3 2 3 2 3}.nn-p6{stroke-dasharray:4 2}"
    ".nn-p7{stroke-dasharray:1.5 4}"
    ".nn-d{fill:currentColor;stroke:none}.nn-u{stroke-width:.75}"
    ".nn-o{fill:currentColor;fill-opacity:0;stroke:currentColor;stroke-width:1.25}.nn-r{stroke-width:2}"
    ".nn-b{fill:none;stroke:currentColor;stroke-width:1.25}"
    ".nn-x{fill:currentColor;fill-opacity:.6;stroke:none}.nn-y{stroke:currentColor;stroke-width:1}"
    ".nn-i{fill:none;stroke-width:1}"
    ".nn-k0{fill:none;stroke-width:1}.nn-k1{fill:none;stroke-width:2}"
    ".nn-w0{fill:none;stroke:currentColor}"
    ".nn-e0{fill:currentColor;fill-opacity:.25;stroke:currentColor;stroke-width:1.25}"
    ".nn-hit{fill:none;stroke:none;pointer-events:all}"
    ".nn-z{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}"
    ".nn-w{fill:#fff}.nn-k{fill:#1f2328}";

std::string colours_of(const Palette& palette, Colour (*colour)(std::size_t), bool is_dark) {
  std::string rules = fmt::format(
      ".nn,.nn-t{{fill:#{0:06x}}}.nn-q{{fill:#{1:06x}}}.nn-bg{{fill:#{2:06x}}}.nn-g{{stroke:#{3:06x}}}"
      ".nn-a{{stroke:#{4:06x}}}.nn-k0{{stroke:#{5:06x}}}.nn-k1,.nn-i,.nn-u{{stroke:#{0:06x}}}"
      ".nn text.nn-z{{stroke:#{2:06x}}}.nn-v{{fill:#{6:06x}}}",
      palette.ink, palette.quiet, palette.background, palette.grid, palette.axis, palette.contour,
      is_dark ? kLightPalette.ink : kDarkPalette.ink);
  for (std::size_t style = 0; style <= kGrey; ++style)
    rules += fmt::format(".nn-c{}{{color:#{:06x}}}", style, colour(style));
  return rules;
}

}  // namespace

std::string svg_rules(Theme theme) {
  const std::string light = colours_of(kLightPalette, light_colour, false);
  const std::string dark = colours_of(kDarkPalette, dark_colour, true);
  switch (theme) {
    case Theme::kLight:
      return kShapes + light;
    case Theme::kDark:
      return kShapes + dark;
    case Theme::kAuto:
      break;
  }
  return kShapes + light + "@media screen and (prefers-color-scheme:dark){" + dark + "}";
}

std::string svg_marks() {
  // Circle, triangle, square, turned triangle, diamond, pentagon, cross and plus: one for each style.
  constexpr std::array<const char*, kStyles + 1> kPaths = {
      "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0z",
      "M0-1.2L1.1.8H-1.1z",
      "M-.9-.9H.9V.9H-.9z",
      "M0 1.2L1.1-.8H-1.1z",
      "M0-1.3L1.1 0L0 1.3L-1.1 0z",
      "M0-1.1L1.05-.34L.65.9H-.65L-1.05-.34z",
      "M-1-.6L-.6-1L0-.4L.6-1L1-.6L.4 0L1 .6L.6 1L0 .4L-.6 1L-1 .6L-.4 0z",
      "M-.28-1.1H.28V-.28H1.1V.28H.28V1.1H-.28V.28H-1.1V-.28H-.28z"};
  std::string text = "<defs>";
  for (std::size_t i = 0; i < kPaths.size(); ++i) {
    for (const bool is_small : {false, true}) {
      text += fmt::format("<path id=\"nn-{}{}\" vector-effect=\"non-scaling-stroke\" transform=\"scale({})\" d=\"{}\"/>",
                          is_small ? "s" : "m", i, is_small ? 2 : 3.5, kPaths[i]);
    }
  }
  return text +
         "<circle id=\"nn-ring\" r=\"8\"/><circle id=\"nn-loop\" r=\"5.5\"/><circle id=\"nn-hoop\" r=\"4\"/></defs>";
}

}  // namespace nntrain
