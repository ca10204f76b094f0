#include "plot/svg_surface.hpp"

#include <fmt/format.h>

#include "plot/svg_names.hpp"
#include "plot/svg_path.hpp"
#include "plot/svg_text.hpp"
#include "plot/svg_tints.hpp"

namespace nntrain {
namespace {

constexpr double kNameSize = 11;

/// A text that reads along its line.
std::string name_on_line(const std::string& name, const NamePlace& place) {
  const double down = 4;  // from the middle of a text to its base line
  const auto& [x, y] = place.direction;
  return fmt::format(
      "<text class=\"nn-s nn-m nn-z\" transform=\"matrix({:.4f} {:.4f} {:.4f} {:.4f} {} {})\">{}</text>", x,
      y, -y, x, svg_number(place.middle.x - down * y), svg_number(place.middle.y + down * x), svg_text(name));
}

}  // namespace

std::string svg_contours(const Surface& surface, const PlotArea& area) {
  const double tolerance = surface.is_of_film ? 0.3 : 0.1;
  ValueGrid grid = grid_of(surface, area);
  std::string text;
  std::string names;
  std::vector<NamePlace> taken;
  for (const Contours& contours : surface.contours) {
    if (contours.values.size() != grid.values.size()) continue;
    grid.values = contours.values;
    std::string path;
    for (std::size_t i = 0; i < contours.levels.size(); ++i) {
      std::vector<Polyline> lines = contour_lines(grid, contours.levels[i]);
      for (Polyline& line : lines) line = simplified(line, tolerance);
      path += svg_path(lines);
      if (i >= contours.names.size() || contours.names[i].empty()) continue;
      const double width = text_width(contours.names[i], kNameSize) + 6;
      const std::optional<NamePlace> place = calm_place(lines, area, width, taken);
      if (!place) continue;
      taken.push_back(*place);
      names += name_on_line(contours.names[i], *place);
    }
    if (!path.empty())
      text += fmt::format("<path class=\"{}\" d=\"{}\"/>", contours.is_main ? "nn-k1" : "nn-k0", path);
  }
  return text + names;
}

}  // namespace nntrain
