#include "plot/film_svg.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "plot/film_layers.hpp"
#include "plot/svg_panel.hpp"

namespace nntrain {
namespace {

/// Appends the layers of panel `i` to those of each frame: equally many, so that what follows stays aligned.
void add_panel(std::vector<FrameLayers>& layers, const std::vector<FilmFrame>& frames, std::size_t i,
               const PanelBox& box) {
  std::size_t most = 0;
  for (std::size_t frame = 0; frame < frames.size(); ++frame) {
    check_time();
    std::vector<std::string> more = svg_layers(frames[frame].picture.panels[i], box);
    std::move(more.begin(), more.end(), std::back_inserter(layers[frame]));
    most = std::max(most, layers[frame].size());
  }
  for (FrameLayers& one : layers) one.resize(most);
}

/// The layout of the frame that needs the most room.
SvgLayout film_layout(const std::vector<FilmFrame>& frames) {
  SvgLayout largest = layout_of(frames.front().picture);
  for (const FilmFrame& frame : frames) {
    SvgLayout layout = layout_of(frame.picture);
    if (layout.height > largest.height) largest = std::move(layout);
  }
  return largest;
}

}  // namespace

std::string film_svg(const std::vector<FilmFrame>& frames, Theme theme) {
  const SvgLayout layout = film_layout(frames);
  std::vector<FrameLayers> layers;
  for (const FilmFrame& frame : frames) layers.push_back({svg_title(frame.picture)});
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) add_panel(layers, frames, i, layout.boxes[i]);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nn\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\">\n<title>training, a film of {2} frames</title>\n<style>{3}{4}</style>\n{5}\n"
      "<rect class=\"nn-bg\" width=\"{0}\" height=\"{1}\"/>\n{6}</svg>\n",
      layout.width, layout.height, frames.size(), svg_rules(theme), film_rules(), svg_marks(),
      animated(layers, pace_of(frames.size())));
}

}  // namespace nntrain
