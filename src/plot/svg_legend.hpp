#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// One entry: a sample of what is drawn, and its label.
struct LegendEntry {
  std::string label;
  const Series* series = nullptr;  ///< one of both
  const Contours* contours = nullptr;
  double left = 0;  ///< from the left end of the legend
  std::size_t row = 0;
};

/// The entries of a panel in rows of at most this width.
std::vector<LegendEntry> legend_of_panel(const Panel& panel, double width);

/// The rows that they take.
std::size_t legend_rows(const std::vector<LegendEntry>& entries);

inline constexpr double kLegendRow = 17;  // its height

std::string svg_legend(const std::vector<LegendEntry>& entries, double left, double top);

}  // namespace nntrain
