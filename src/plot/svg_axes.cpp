#include <algorithm>

#include <fmt/format.h>

#include "plot/svg_frame.hpp"
#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

constexpr double kTick = 4;
constexpr double kBold = 1.06;    // how much wider bold letters are
constexpr double kHalfDigit = 4;  // from the middle of a text to its base line

std::string axis_numbers(const PanelFrame& frame) {
  const PlotArea& area = frame.area;
  std::string text;
  for (const Tick& tick : frame.x_ticks) {
    const double x = area.x_of(tick.value);
    const double y = area.bottom() + kTick + 13;
    if (!frame.are_x_turned) {
      text +=
          fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", svg_number(x), svg_number(y), svg_text(tick.text));
      continue;
    }
    text += fmt::format("<text class=\"nn-s nn-e\" transform=\"translate({} {}) rotate(-40)\">{}</text>",
                        svg_number(x + 4), svg_number(area.bottom() + kTick + 8), svg_text(tick.text));
  }
  std::string up;
  for (const Tick& tick : frame.y_ticks) {
    up += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", svg_number(area.left - kTick - 3),
                      svg_number(area.y_of(tick.value) + kHalfDigit), svg_text(tick.text));
  }
  return fmt::format("<g class=\"nn-m\">{}</g><g class=\"nn-e\">{}</g>", text, up);
}

std::string axis_lines(const PanelFrame& frame) {
  const PlotArea& area = frame.area;
  std::string path = fmt::format("M{} {}V{}H{}", svg_number(area.left), svg_number(area.top),
                                 svg_number(area.bottom()), svg_number(area.right()));
  for (const Tick& tick : frame.x_ticks)
    path += fmt::format("M{} {}v{}", svg_number(area.x_of(tick.value)), svg_number(area.bottom()), kTick);
  for (const Tick& tick : frame.y_ticks)
    path += fmt::format("M{} {}h-{}", svg_number(area.left), svg_number(area.y_of(tick.value)), kTick);
  return fmt::format("<path class=\"nn-a\" d=\"{}\"/>", path);
}

std::string axis_labels(const Panel& panel, const PanelFrame& frame) {
  const PlotArea& area = frame.area;
  std::string text;
  if (!panel.x_label.empty()) {
    text += fmt::format("<text class=\"nn-m\" x=\"{}\" y=\"{}\">{}</text>",
                        svg_number(area.left + area.width / 2), svg_number(frame.x_label_y),
                        svg_text(fitted_text(panel.x_label, area.width + 40, kTextSize)));
  }
  if (!panel.y_label.empty()) {
    text += fmt::format("<text class=\"nn-m\" transform=\"translate({} {}) rotate(-90)\">{}</text>",
                        svg_number(frame.y_label_x), svg_number(area.top + area.height / 2),
                        svg_text(fitted_text(panel.y_label, area.height + 40, kTextSize)));
  }
  return text;
}

std::string bar_beside(const ColourBar& bar, const PanelFrame& frame) {
  const PlotArea& area = frame.area;
  const double band = area.height / static_cast<double>(std::max<std::size_t>(bar.colours.size(), 1));
  std::string text;
  for (std::size_t i = 0; i < bar.colours.size(); ++i) {
    text +=
        fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#{:06x}\"/>",
                    svg_number(frame.bar_left), svg_number(area.bottom() - static_cast<double>(i + 1) * band),
                    kBarWidth, svg_number(band), bar.colours[i]);
  }
  text += fmt::format("<rect class=\"nn-a\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                      svg_number(frame.bar_left), svg_number(area.top), kBarWidth, svg_number(area.height));
  double widest = 0;
  for (const Tick& tick : frame.bar_ticks) {
    widest = std::max(widest, text_width(tick.text, kSmallText));
    text += fmt::format(
        "<text class=\"nn-s\" x=\"{}\" y=\"{}\">{}</text>", svg_number(frame.bar_left + kBarWidth + 4),
        svg_number(area.bottom() - tick.value * area.height + kHalfDigit), svg_text(tick.text));
  }
  return text + fmt::format("<text class=\"nn-s nn-m\" transform=\"translate({} {}) rotate(-90)\">{}</text>",
                            svg_number(frame.bar_left + kBarWidth + widest + 18),
                            svg_number(area.top + area.height / 2),
                            svg_text(fitted_text(bar.label, area.height + 40, kSmallText)));
}

}  // namespace

std::string svg_grid(const Panel& panel, const PanelFrame& frame) {
  if (panel.surface || !panel.cells.empty() || !panel.has_axes) return "";
  const PlotArea& area = frame.area;
  std::string path;
  for (const Tick& tick : frame.x_ticks)
    path += fmt::format("M{} {}V{}", svg_number(area.x_of(tick.value)), svg_number(area.top),
                        svg_number(area.bottom()));
  for (const Tick& tick : frame.y_ticks)
    path += fmt::format("M{} {}H{}", svg_number(area.left), svg_number(area.y_of(tick.value)),
                        svg_number(area.right()));
  return path.empty() ? "" : fmt::format("<path class=\"nn-g\" d=\"{}\"/>", path);
}

std::string svg_axes(const Panel& panel, const PanelFrame& frame, const PanelBox& box) {
  std::string text;
  if (panel.has_axes) text += axis_lines(frame) + axis_numbers(frame) + axis_labels(panel, frame);
  if (panel.colour_bar) text += bar_beside(*panel.colour_bar, frame);
  const double end = box.left + box.width - 10;
  const double title_left =
      std::clamp(end - text_width(panel.title, kTitleSize) * kBold, box.left + 10, frame.left);
  text += fmt::format("<text class=\"nn-h\" x=\"{}\" y=\"{}\">{}</text>", svg_number(title_left),
                      svg_number(frame.title_y),
                      svg_text(fitted_text(panel.title, (end - title_left) / kBold, kTitleSize)));
  for (std::size_t i = 0; i < frame.caption.size(); ++i) {
    text +=
        fmt::format("<text class=\"nn-s nn-q\" x=\"{}\" y=\"{}\">{}</text>", svg_number(frame.left),
                    svg_number(frame.caption_y + 15 * static_cast<double>(i)), svg_text(frame.caption[i]));
  }
  return text;
}

}  // namespace nntrain
