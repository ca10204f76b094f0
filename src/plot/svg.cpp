#include "plot/svg.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plot/svg_frame.hpp"
#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

constexpr double kPanelWidth = 460;
constexpr double kPanelHeight = 400;
constexpr double kStackedHeight = 270;
constexpr double kTitleHeight = 32;
constexpr double kBigTitle = 16;
constexpr double kSubtitle = 20;  // the height of the line below

std::string joined(const std::vector<std::string>& layers) {
  return fmt::format("{}", fmt::join(layers, ""));
}

double height_of(const Panel& panel, bool is_stacked) {
  return (is_stacked ? kStackedHeight : kPanelHeight) + extra_height(panel, kPanelWidth);
}

}  // namespace

SvgLayout layout_of(const Picture& picture) {
  const std::vector<Panel>& panels = picture.panels;
  const bool is_stack = panels.size() > 1 && std::all_of(panels.begin(), panels.end(),
                                                         [](const Panel& panel) { return panel.is_stacked; });
  const std::size_t columns = is_stack ? 1 : std::clamp<std::size_t>(panels.size(), 1, 2);
  double top = picture.title.empty() ? 0 : kTitleHeight;
  if (!picture.subtitle.empty()) top += kSubtitle;
  SvgLayout layout{static_cast<double>(columns) * kPanelWidth, 0, {}};
  for (std::size_t first = 0; first < panels.size(); first += columns) {
    const std::size_t end = std::min(first + columns, panels.size());
    double height = 0;
    for (std::size_t i = first; i < end; ++i) height = std::max(height, height_of(panels[i], is_stack));
    for (std::size_t i = first; i < end; ++i)
      layout.boxes.push_back({static_cast<double>(i - first) * kPanelWidth, top, kPanelWidth, height});
    top += height;
  }
  layout.height = std::max(top, kStackedHeight);
  return layout;
}

std::string svg_title(const Picture& picture) {
  if (picture.title.empty()) return "";
  constexpr double kBold = 1.08;  // how much wider bold letters are
  const double width = layout_of(picture).width - 20;
  std::string text = fmt::format("<text class=\"nn-hh\" x=\"10\" y=\"24\">{}</text>",
                                 svg_text(fitted_text(picture.title, width / kBold, kBigTitle)));
  if (!picture.subtitle.empty()) {
    text += fmt::format("<text class=\"nn-t\" x=\"10\" y=\"44\">{}</text>",
                        svg_text(fitted_text(picture.subtitle, width, kTextSize)));
  }
  return text;
}

std::string svg_document(const Picture& picture, Theme theme) {
  const SvgLayout layout = layout_of(picture);
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nn\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} "
      "{1}\">\n"
      "<title>{2}</title>\n<style>{3}</style>\n{4}\n<rect class=\"nn-bg\" width=\"{0}\" "
      "height=\"{1}\"/>\n{5}\n",
      svg_number(layout.width), svg_number(layout.height),
      svg_text(picture.title.empty() ? "nntrain" : picture.title), svg_rules(theme), svg_marks(),
      svg_title(picture));
  for (std::size_t i = 0; i < picture.panels.size(); ++i)
    text += fmt::format("<g>{}</g>\n", fmt::join(svg_layers(picture.panels[i], layout.boxes[i]), "\n"));
  return text + "</svg>\n";
}

std::string svg_figure(const Panel& panel) {
  const double height = height_of(panel, panel.is_stacked);
  return fmt::format("<svg class=\"nn\" role=\"img\" viewBox=\"0 0 {} {}\"><title>{}</title>{}</svg>",
                     kPanelWidth, height, svg_text(panel.title),
                     joined(svg_layers(panel, {0, 0, kPanelWidth, height})));
}

}  // namespace nntrain
