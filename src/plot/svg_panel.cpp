#include "plot/svg_panel.hpp"

#include <fmt/format.h>

#include "plot/svg_frame.hpp"
#include "plot/svg_items.hpp"
#include "plot/svg_series.hpp"
#include "plot/svg_surface.hpp"
#include "plot/svg_text.hpp"
#include "plot/svg_tints.hpp"

namespace nntrain {
namespace {

/// Whether there are so many marks that they must be small.
bool is_crowded(const Panel& panel) {
  constexpr std::size_t kMostLargeMarks = 300;
  std::size_t count = 0;
  for (const Series& series : panel.series) {
    if (series.kind == Series::Kind::kMarks) count += series.points.size();
  }
  return count > kMostLargeMarks;
}

std::string background(const PanelBox& box) {
  return fmt::format("<rect class=\"nn-bg\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                     svg_number(box.left), svg_number(box.top), svg_number(box.width),
                     svg_number(box.height));
}

}  // namespace

std::vector<std::string> svg_layers(const Panel& panel, const PanelBox& box) {
  const PanelFrame frame = frame_of(panel, box);
  const PlotArea& area = frame.area;
  std::vector<std::string> layers = {background(box)};
  layers.push_back(panel.surface ? svg_tints(*panel.surface, area) : "");
  layers.push_back(svg_grid(panel, frame));
  layers.push_back(svg_cells(panel, area));
  layers.push_back(svg_strokes(panel, area));
  const bool has_small_marks = is_crowded(panel);
  for (const Series& series : panel.series) layers.push_back(svg_series(series, area, has_small_marks));
  layers.push_back(panel.surface ? svg_contours(*panel.surface, area) : "");
  layers.push_back(svg_nodes(panel, area));
  layers.push_back(svg_axes(panel, frame, box) + svg_placed_texts(panel, area, box));
  layers.push_back(svg_legend(frame.legend, frame.left, frame.legend_top));
  return layers;
}

}  // namespace nntrain
