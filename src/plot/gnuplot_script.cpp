#include "plot/gnuplot_script.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plot/panel_script.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kPanelWidth = 460;  // of an SVG, in its units
constexpr std::size_t kPanelHeight = 400;
constexpr std::size_t kStackedHeight = 270;  // of each of several

/// How the panels stand in an SVG.
struct Layout {
  std::size_t columns;
  std::size_t rows;
  std::size_t height;  ///< of a panel

  explicit Layout(const std::vector<Panel>& panels) {
    const std::size_t count = panels.size();
    const bool is_stack = count > 1 && std::all_of(panels.begin(), panels.end(),
                                                   [](const Panel& panel) { return panel.is_stacked; });
    columns = is_stack ? 1 : std::min<std::size_t>(count, 2);
    rows = (count + columns - 1) / columns;
    height = is_stack ? kStackedHeight : kPanelHeight;
  }
};

std::string terminal_of(const Canvas& canvas, const Layout& layout) {
  if (canvas.kind == Canvas::Kind::kCharacters) {
    return fmt::format("set terminal dumb noenhanced size {},{} {}\nunset key\nset border 3\n", canvas.width,
                       canvas.height, canvas.has_colours ? "ansi" : "mono");
  }
  return fmt::format(
      "set terminal svg noenhanced size {},{} font 'Helvetica,12' background '#FFFFFF' linewidth 1\n"
      "set key below center horizontal reverse Left samplen 1.5 font ',11'\n"
      "set border 3 linewidth 0.75\n"
      "set grid linewidth 0.5 linecolor rgb '#DDDDDD'\nset tics nomirror out scale 0.5\n"
      "set style textbox opaque noborder margins 0.5,0.5\n",
      layout.columns * kPanelWidth, layout.rows * layout.height);
}

}  // namespace

std::string gnuplot_script(const std::vector<Panel>& panels, const Canvas& canvas) {
  const Layout layout(panels);
  std::string script = "set encoding utf8\n" + terminal_of(canvas, layout);
  std::vector<PanelScript> scripts;
  for (std::size_t i = 0; i < panels.size(); ++i) scripts.emplace_back(script, panels[i], canvas, i);
  for (PanelScript& one : scripts) one.write_data();
  const bool is_multiple = panels.size() > 1 && canvas.kind == Canvas::Kind::kSvg;
  if (is_multiple) script += fmt::format("set multiplot layout {},{}\n", layout.rows, layout.columns);
  for (PanelScript& one : scripts) one.write_plot();
  if (is_multiple) script += "unset multiplot\n";
  return script;
}

}  // namespace nntrain
