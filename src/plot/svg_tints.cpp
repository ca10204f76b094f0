#include "plot/svg_tints.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/svg_colours.hpp"
#include "plot/svg_path.hpp"

namespace nntrain {
namespace {

/// How closely areas follow the tints.
struct Closeness {
  int most_steps;    // of the shares of a colour
  double tolerance;  // of the areas' borders, in an SVG's units
};
constexpr Closeness kFine{12, 0.2};
constexpr Closeness kCoarse{6, 0.6};

/// The grid with one more row and column at each side: at the same places, with a value that nothing is
/// below.
ValueGrid with_border(const ValueGrid& inner, double outside) {
  ValueGrid grid;
  const std::size_t columns = inner.xs.size();
  const auto widened = [](std::vector<double> places) {
    places.insert(places.begin(), places.front());
    places.push_back(places.back());
    return places;
  };
  grid.xs = widened(inner.xs);
  grid.ys = widened(inner.ys);
  grid.values.assign(grid.xs.size() * grid.ys.size(), outside);
  for (std::size_t i = 0; i < inner.values.size(); ++i)
    grid.values[(i / columns + 1) * grid.xs.size() + i % columns + 1] = inner.values[i];
  return grid;
}

struct Shares {
  Colour colour;
  double least;
  double most;
};

/// The colours in the order of the grid, with the range of their shares.
std::vector<Shares> shares_of(const std::vector<Tint>& tints) {
  std::vector<Shares> all;
  for (const Tint& tint : tints) {
    const double share = std::clamp(std::isfinite(tint.share) ? tint.share : 0, 0.0, 1.0);
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Shares& one) { return one.colour == tint.colour; });
    if (found == all.end()) {
      all.push_back({tint.colour, share, share});
    } else {
      found->least = std::min(found->least, share);
      found->most = std::max(found->most, share);
    }
  }
  return all;
}

std::string tint_areas(ValueGrid& grid, const std::vector<Tint>& tints, const Shares& shares,
                       const Closeness& closeness) {
  constexpr double kStep = 0.015;
  const double range = shares.most - shares.least;
  const int steps = std::clamp(static_cast<int>(range / kStep), 1, closeness.most_steps);
  const double outside = shares.least - std::max(range, 0.01);
  for (std::size_t i = 0; i < tints.size(); ++i)
    grid.values[i] =
        tints[i].colour == shares.colour && std::isfinite(tints[i].share) ? tints[i].share : outside;
  const ValueGrid bordered = with_border(grid, outside);
  std::string paths;
  double covered = 0;  // the share of all areas up to this one
  for (int step = 0; step < steps; ++step) {
    const double share = shares.least + range * (step + 0.5) / steps;
    const double level = step == 0 ? (outside + shares.least) / 2 : shares.least + range * step / steps;
    std::vector<Polyline> lines = contour_lines(bordered, level);
    for (Polyline& line : lines) line = simplified(line, closeness.tolerance);
    if (lines.empty() || share <= covered) continue;
    paths += fmt::format("<path fill-opacity=\"{:.3f}\" d=\"{}\"/>", (share - covered) / (1 - covered),
                         svg_path(lines));
    covered = share;
  }
  return fmt::format("<g {}>{}</g>", svg_paint("nn-f", shares.colour), paths);
}

}  // namespace

ValueGrid grid_of(const Surface& surface, const PlotArea& area) {
  ValueGrid grid;
  for (std::size_t i = 0; i < surface.columns; ++i)
    grid.xs.push_back(surface.columns < 2 ? area.left
                                          : area.left + area.width * place_of({0, 1}, i, surface.columns));
  for (std::size_t i = 0; i < surface.rows; ++i)
    grid.ys.push_back(surface.rows < 2 ? area.bottom()
                                       : area.bottom() - area.height * place_of({0, 1}, i, surface.rows));
  grid.values.assign(surface.columns * surface.rows, 0.0);
  return grid;
}

std::string svg_tints(const Surface& surface, const PlotArea& area) {
  if (surface.tints.size() != surface.columns * surface.rows || surface.tints.empty()) return "";
  ValueGrid grid = grid_of(surface, area);
  std::string text;
  const Closeness& closeness = surface.is_of_film ? kCoarse : kFine;
  for (const Shares& shares : shares_of(surface.tints))
    text += tint_areas(grid, surface.tints, shares, closeness);
  return text;
}

}  // namespace nntrain
