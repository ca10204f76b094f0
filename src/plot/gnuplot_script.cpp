#include "plot/gnuplot_script.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plot/panel_script.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kPanelWidth = 460;  // of an SVG, in its units
constexpr std::size_t kPanelHeight = 400;

std::string terminal_of(const Canvas& canvas, std::size_t columns, std::size_t rows) {
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
      columns * kPanelWidth, rows * kPanelHeight);
}

}  // namespace

std::string gnuplot_script(const std::vector<Panel>& panels, const Canvas& canvas) {
  const std::size_t columns = std::min<std::size_t>(panels.size(), 2);
  const std::size_t rows = (panels.size() + columns - 1) / columns;
  std::string script = "set encoding utf8\n" + terminal_of(canvas, columns, rows);
  std::vector<PanelScript> scripts;
  for (std::size_t i = 0; i < panels.size(); ++i) scripts.emplace_back(script, panels[i], canvas, i);
  for (PanelScript& one : scripts) one.write_data();
  const bool is_multiple = panels.size() > 1 && canvas.kind == Canvas::Kind::kSvg;
  if (is_multiple) script += fmt::format("set multiplot layout {},{}\n", rows, columns);
  for (PanelScript& one : scripts) one.write_plot();
  if (is_multiple) script += "unset multiplot\n";
  return script;
}

}  // namespace nntrain
