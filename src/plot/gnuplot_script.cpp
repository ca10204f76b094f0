#include "plot/gnuplot_script.hpp"

#include <fmt/format.h>

#include "plot/panel_script.hpp"

namespace nntrain {

std::string gnuplot_script(const std::vector<Panel>& panels, const Canvas& canvas) {
  std::string script =
      fmt::format("set encoding utf8\nset terminal dumb noenhanced size {},{} {}\nunset key\nset border 3\n",
                  canvas.width, canvas.height, canvas.has_colours ? "ansi" : "mono");
  std::vector<PanelScript> scripts;
  for (std::size_t i = 0; i < panels.size(); ++i) scripts.emplace_back(script, panels[i], canvas, i);
  for (PanelScript& one : scripts) one.write_data();
  for (PanelScript& one : scripts) one.write_plot();
  return script;
}

}  // namespace nntrain
