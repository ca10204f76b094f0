#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"
#include "plot/svg_area.hpp"
#include "plot/svg_box.hpp"
#include "plot/svg_legend.hpp"
#include "plot/svg_ticks.hpp"

namespace nntrain {

/// How a panel fills its box: the room between the axes, and all texts around it.
struct PanelFrame {
  PlotArea area;
  std::vector<Tick> x_ticks;  ///< numbers or names
  std::vector<Tick> y_ticks;
  bool are_x_turned = false;  ///< whether names along x are slanted, as they do not fit side by side
  double left = 0;            ///< of the title, the caption and the legend
  double title_y = 0;         ///< the base lines of texts
  double x_label_y = 0;
  double y_label_x = 0;
  double legend_top = 0;
  double caption_y = 0;
  double bar_left = 0;  ///< of the colour bar
  std::vector<Tick> bar_ticks;
  std::vector<LegendEntry> legend;
  std::vector<std::string> caption;
};

inline constexpr double kTextSize = 12;
inline constexpr double kSmallText = 11;
inline constexpr double kTitleSize = 13;
inline constexpr double kBarWidth = 10;

/// The height that a panel needs beyond the usual one for a long legend and caption, in a box of this width.
double extra_height(const Panel& panel, double width);

PanelFrame frame_of(const Panel& panel, const PanelBox& box);

/// The frame's own elements: the axes with their numbers, names and labels, the title and the caption.
std::string svg_grid(const Panel& panel, const PanelFrame& frame);
std::string svg_axes(const Panel& panel, const PanelFrame& frame, const PanelBox& box);

}  // namespace nntrain
