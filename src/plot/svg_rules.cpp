#include <array>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "plot/style.hpp"
#include "plot/svg.hpp"
#include "plot/svg_colours.hpp"
#include "plot/svg_text.hpp"

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
    ".nn-d{fill:currentColor;stroke:none}.nn-u{stroke-width:.6;stroke-opacity:.7}"
    ".nn-o{fill:currentColor;fill-opacity:0;stroke:currentColor;stroke-width:1.25}.nn-r{stroke-width:2}"
    ".nn-b{fill:none;stroke:currentColor;stroke-width:1.25}"
    ".nn-x{fill:currentColor;fill-opacity:.6;stroke:none}.nn-y{stroke:currentColor;stroke-width:1}"
    ".nn-i{fill:none;stroke-width:1}"
    ".nn-k0{fill:none;stroke-width:1}.nn-k1{fill:none;stroke-width:2}"
    ".nn-w0{fill:none;stroke:currentColor}"
    ".nn-e0{fill:currentColor;fill-opacity:.25;stroke:currentColor;stroke-width:1.25}"
    ".nn-hit{fill:none;stroke:none;pointer-events:all}"
    ".nn-z{paint-order:stroke;stroke-width:5px;stroke-linejoin:round}"
    ".nn-w{fill:#fff}.nn-k{fill:#000}";

std::string colours_of(const Palette& palette, Colour (*colour)(std::size_t), bool is_dark) {
  std::string rules = fmt::format(
      ".nn{{fill:#{0:06x}}}.nn-q{{fill:#{1:06x}}}.nn-bg{{fill:#{2:06x}}}.nn-g{{stroke:#{3:06x}}}"
      ".nn-a{{stroke:#{4:06x}}}.nn-k0{{stroke:#{5:06x}}}.nn-k1,.nn-i,.nn-u{{stroke:#{0:06x}}}"
      ".nn text.nn-z{{stroke:#{2:06x}}}.nn-v{{fill:#{6:06x}}}.nn-t{{fill:#{7:06x}}}",
      palette.ink, palette.quiet, palette.background, palette.grid, palette.axis, palette.contour,
      is_dark ? 0U : 0xFFFFFFU, is_dark ? 0xFFFFFFU : 0U);
  rules += is_dark ? ".nn-lo{display:none}.nn-do{display:inline}" : ".nn-do{display:none}";
  for (std::size_t style = 0; style <= kGrey; ++style)
    rules += fmt::format(".nn-c{}{{color:#{:06x}}}", style, colour(style));
  return rules;
}

/// The data of a path with all its numbers times a factor.
std::string scaled(std::string_view path, double factor) {
  std::string result;
  while (!path.empty()) {
    std::size_t digits = path[0] == '-' ? 1 : 0;
    while (digits < path.size() && path[digits] >= '0' && path[digits] <= '9') ++digits;
    int number = 0;
    if (digits == 0) {
      result += path[0];
      path.remove_prefix(1);
      continue;
    }
    std::from_chars(path.data(), path.data() + digits, number);
    result += svg_number(number * factor);
    path.remove_prefix(digits);
  }
  return result;
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
  // Circle, triangle, square, turned triangle, diamond, pentagon, cross and plus, in tenths of a unit.
  constexpr std::array<const char*, kStyles + 1> kPaths = {
      nullptr,
      "M0-42L38 28H-38z",
      "M-31-31H31V31H-31z",
      "M0 42L38-28H-38z",
      "M0-45L38 0L0 45L-38 0z",
      "M0-38L37-12L23 31H-23L-37-12z",
      "M-35-21L-21-35L0-14L21-35L35-21L14 0L35 21L21 35L0 14L-21 35L-35 21L-14 0z",
      "M-10-38H10V-10H38V10H10V38H-10V10H-38V-10H-10z"};
  std::string text = "<defs>";
  for (std::size_t i = 0; i < kPaths.size(); ++i) {
    for (const bool is_small : {false, true}) {
      if (kPaths[i] == nullptr) {
        text +=
            fmt::format("<circle id=\"nn-{}{}\" r=\"{}\"/>", is_small ? "s" : "m", i, is_small ? 2.1 : 3.5);
        continue;
      }
      text += fmt::format("<path id=\"nn-{}{}\" d=\"{}\"/>", is_small ? "s" : "m", i,
                          scaled(kPaths[i], is_small ? 0.06 : 0.1));
    }
  }
  return text +
         "<circle id=\"nn-ring\" r=\"8\"/><circle id=\"nn-loop\" r=\"5.5\"/><circle id=\"nn-hoop\" "
         "r=\"4\"/></defs>";
}

}  // namespace nntrain
