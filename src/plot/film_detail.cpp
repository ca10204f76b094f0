#include "plot/film_detail.hpp"

#include <string>

namespace nntrain {

void leave_out_detail(Panel& panel) {
  for (Series& series : panel.series) series.tips.assign(series.points.size(), std::string());
  for (CountCell& cell : panel.cells) cell.tip.clear();
  for (Stroke& stroke : panel.strokes) stroke.tip.clear();
  for (Node& node : panel.nodes) node.tip.clear();
  if (panel.surface) panel.surface->is_of_film = true;
}

}  // namespace nntrain
