#include "plot/svg_items.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/style.hpp"
#include "plot/svg_colours.hpp"
#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

constexpr double kItemText = 11;
constexpr double kTextOfCell = 12;
constexpr double kNodeShare = 0.25;  // of a style's colour in a node

std::string cell(const CountCell& cell, const PlotArea& area) {
  constexpr double kGap = 0.75;
  const double left = std::max(area.x_of(cell.x - 0.5), area.left) + kGap;
  const double right = std::min(area.x_of(cell.x + 0.5), area.right()) - kGap;
  const double top = std::max(area.y_of(cell.y + 0.5), area.top) + kGap;
  const double bottom = std::min(area.y_of(cell.y - 0.5), area.bottom()) - kGap;
  if (!(right > left) || !(bottom > top)) return "";
  const double share = std::isfinite(cell.tint.share) ? std::clamp(cell.tint.share, 0.0, 1.0) : 0;
  std::string text =
      fmt::format("<g>{}<rect {} fill-opacity=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                  svg_tip(cell.tip), svg_paint("nn-f", cell.tint.colour), svg_number(share), svg_number(left),
                  svg_number(top), svg_number(right - left), svg_number(bottom - top));
  const double size = text_width(cell.text, kTextOfCell) < right - left ? kTextOfCell : kItemText - 1;
  if (text_width(cell.text, size) < right - left + 4) {
    text +=
        fmt::format("<text class=\"nn-m {}{}\" x=\"{}\" y=\"{}\">{}</text>",
                    ink_class({cell.tint.colour, share}), size < kTextOfCell ? " nn-j" : "",
                    svg_number((left + right) / 2), svg_number((top + bottom) / 2 + 4), svg_text(cell.text));
  }
  return text + "</g>";
}

std::string node_shape(const Node& node, const Point& at, const std::string& attributes) {
  if (node.half_width == node.half_height) {
    return fmt::format("<circle {} cx=\"{}\" cy=\"{}\" r=\"{}\"/>", attributes, svg_number(at.x),
                       svg_number(at.y), svg_number(node.half_width));
  }
  return fmt::format("<rect {} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>", attributes,
                     svg_number(at.x - node.half_width), svg_number(at.y - node.half_height),
                     svg_number(2 * node.half_width), svg_number(2 * node.half_height));
}

}  // namespace

std::string svg_cells(const Panel& panel, const PlotArea& area) {
  std::string text;
  for (const CountCell& one : panel.cells) text += cell(one, area);
  return text;
}

std::string svg_strokes(const Panel& panel, const PlotArea& area) {
  std::string text;
  for (const Stroke& stroke : panel.strokes) {
    const std::vector<Polyline> lines = visible_lines(area, {stroke.from, stroke.to});
    if (lines.empty() || !(stroke.width > 0)) continue;
    const Point& from = lines[0].front();
    const Point& to = lines[0].back();
    text += fmt::format("<path {} stroke-width=\"{}\" d=\"M{} {}L{} {}\">{}</path>",
                        svg_paint(stroke.is_dashed ? "nn-w0 nn-p" : "nn-w0", colour_of(stroke.style)),
                        svg_number(stroke.width), svg_number(from.x), svg_number(from.y), svg_number(to.x),
                        svg_number(to.y), svg_tip(stroke.tip));
  }
  return text;
}

std::string svg_nodes(const Panel& panel, const PlotArea& area) {
  std::string text;
  for (const Node& node : panel.nodes) {
    const Point at = area.place_of(node.at);
    if (!area.contains(at) || !std::isfinite(node.half_width) || !std::isfinite(node.half_height)) continue;
    const Colour colour = colour_of(node.style);
    text += fmt::format("<g>{}{}{}", svg_tip(node.tip), node_shape(node, at, "class=\"nn-bg\""),
                        node_shape(node, at, svg_paint("nn-e0", colour)));
    if (!node.text.empty()) {
      text += fmt::format("<text class=\"nn-s nn-m {}\" x=\"{}\" y=\"{}\">{}</text>",
                          ink_class({colour, kNodeShare}), svg_number(at.x), svg_number(at.y + 4),
                          svg_text(fitted_text(node.text, 2 * node.half_width - 2, kItemText)));
    }
    text += "</g>";
  }
  return text;
}

std::string svg_placed_texts(const Panel& panel, const PlotArea& area, const PanelBox& box) {
  using Anchor = PlacedText::Anchor;
  std::string result;
  for (const PlacedText& one : panel.texts) {
    const Point at = area.place_of(one.at);
    if (!area.contains(at)) continue;
    const std::string shown = fitted_text(one.text, box.width - 8, kItemText);
    const double width = text_width(shown, kItemText);
    const double before = one.anchor == Anchor::kLeft ? 0 : one.anchor == Anchor::kMiddle ? width / 2 : width;
    const double gap = one.anchor == Anchor::kLeft ? 4 : one.anchor == Anchor::kMiddle ? 0 : -4;
    const double left = std::clamp(at.x + gap - before, box.left + 4, box.left + box.width - width - 4);
    if (one.is_on_line)
      result += fmt::format("<rect class=\"nn-bg\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"12\"/>",
                            svg_number(left - 1), svg_number(at.y - 6), svg_number(width + 2));
    result += fmt::format("<text class=\"nn-s nn-z\" x=\"{}\" y=\"{}\">{}</text>", svg_number(left),
                          svg_number(at.y + 4), svg_text(shown));
  }
  return result;
}

}  // namespace nntrain
