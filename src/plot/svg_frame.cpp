#include "plot/svg_frame.hpp"

#include <algorithm>
#include <cmath>

#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

constexpr double kPad = 10;
constexpr double kAxisLeft = 62;      // where axes begin, if their numbers are short: panels are aligned
constexpr double kTickRoom = 7;       // a tick and the gap to its number
constexpr double kLine = 15;          // from a line of text to the next one
constexpr double kLongestTick = 120;  // along an axis
constexpr double kSlant = 0.643;      // the sine of 40 degrees, by which names are turned
constexpr double kSlantAlong = 0.766;

double widest(const std::vector<Tick>& ticks, double size) {
  double width = 0;
  for (const Tick& tick : ticks) width = std::max(width, text_width(tick.text, size));
  return width;
}

std::vector<Tick> named_ticks(const std::vector<AxisName>& names, Bounds bounds, double room) {
  constexpr double kClose = 13;  // less than this apart, names would touch
  const auto most = static_cast<std::size_t>(std::max(room / kClose, 1.0));
  const std::size_t step = names.size() / (most + 1) + 1;
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < names.size(); i += step) {
    if (!(names[i].place >= bounds.low && names[i].place <= bounds.high)) continue;
    ticks.push_back({names[i].place, fitted_text(names[i].name, kLongestTick, kTextSize)});
  }
  return ticks;
}

/// Whether the texts stand side by side along x without touching.
bool do_fit(const std::vector<Tick>& ticks, const PlotArea& area) {
  constexpr double kGap = 8;
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const double room = std::abs(area.x_of(ticks[i].value) - area.x_of(ticks[i - 1].value));
    const double needed =
        (text_width(ticks[i].text, kTextSize) + text_width(ticks[i - 1].text, kTextSize)) / 2 + kGap;
    if (needed > room) return false;
  }
  return true;
}

/// As many round numbers as fit side by side, `least` apart or more.
std::vector<Tick> x_numbers(const PlotArea& area, double least) {
  constexpr int kMost = 8;
  const double length = area.x.high - area.x.low;
  for (int count = kMost; count > 1; --count) {
    std::vector<Tick> ticks = linear_ticks(area.x, std::max(length / count, least));
    if (do_fit(ticks, area)) return ticks;
  }
  std::vector<Tick> ticks = linear_ticks(area.x, std::max(length / 2, least));
  if (!do_fit(ticks, area)) ticks.resize(1);
  return ticks;
}

std::vector<Tick> y_numbers(const PlotArea& area, double least) {
  constexpr double kApart = 34;
  const double most = std::max(area.height / kApart, 2.0);
  if (area.is_log) return log_ticks(area.y, static_cast<std::size_t>(most));
  return linear_ticks(area.y, std::max((area.y.high - area.y.low) / most, least));
}

void set_ticks(PanelFrame& frame, const Panel& panel) {
  if (!panel.has_axes) return;
  frame.x_ticks = panel.x_names.empty() ? x_numbers(frame.area, panel.counts_x ? 1 : 0)
                                        : named_ticks(panel.x_names, frame.area.x, frame.area.width);
  frame.y_ticks = panel.y_names.empty() ? y_numbers(frame.area, panel.counts_y ? 1 : 0)
                                        : named_ticks(panel.y_names, frame.area.y, frame.area.height);
  frame.are_x_turned = !panel.x_names.empty() && !do_fit(frame.x_ticks, frame.area);
}

/// The edges of the bands of a colour bar, as places along its height from 0 to 1.
std::vector<Tick> ticks_of_bar(const ColourBar& bar) {
  const std::vector<double>& edges = bar.edges;
  if (edges.size() < 2) return {};
  const double step = edges[1] - edges[0];  // all are as wide
  const std::vector<std::string> texts = number_texts(edges, step > 0 ? step : 1);
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < edges.size(); ++i)
    ticks.push_back({static_cast<double>(i) / static_cast<double>(edges.size() - 1), texts[i]});
  return ticks;
}

/// Sets the area from the room that the texts around it take.
void set_area(PanelFrame& frame, const Panel& panel, const PanelBox& box) {
  PlotArea& area = frame.area;
  const bool has_axes = panel.has_axes;
  double left = box.left + kPad;
  if (has_axes) left += widest(frame.y_ticks, kTextSize) + kTickRoom;
  if (has_axes && !panel.y_label.empty()) left += kLine + 3;
  double below = has_axes ? kTickRoom + kLine : 0;
  if (frame.are_x_turned) {
    below = kTickRoom + widest(frame.x_ticks, kSmallText) * kSlant + kLine / 2;
    for (const Tick& tick : frame.x_ticks) {
      const double start =
          area.x_of(tick.value) - area.left - text_width(tick.text, kSmallText) * kSlantAlong;
      left = std::max(left, box.left + kPad - start);
    }
  }
  if (has_axes) left = std::max(left, box.left + kAxisLeft);
  double right = box.left + box.width - kPad - 6;
  if (!frame.x_ticks.empty() && !frame.are_x_turned) {  // the last number is centered below its tick
    const Tick& last = frame.x_ticks.back();
    const double end = area.x_of(last.value) + text_width(last.text, kTextSize) / 2;
    right -= std::max(end - area.right() - kPad, 0.0);
  }
  if (panel.colour_bar) {
    frame.bar_ticks = ticks_of_bar(*panel.colour_bar);
    right -= kBarWidth + 2 * kTickRoom + widest(frame.bar_ticks, kSmallText) + kLine;
  }
  double bottom = box.top + box.height - kPad + 2;
  bottom -= kLine * static_cast<double>(frame.caption.size());
  frame.caption_y = bottom + kLine - 3;
  const std::size_t rows = legend_rows(frame.legend);
  bottom -= kLegendRow * static_cast<double>(rows) + (rows > 0 ? 4 : 0);
  frame.legend_top = bottom + 2;
  if (has_axes && !panel.x_label.empty()) bottom -= kLine + 3;
  const double top = box.top + 32;
  area.left = left;
  area.top = top;
  area.width = std::max(right - left, 40.0);
  area.height = std::max(bottom - below - top, 40.0);
  if (panel.is_square) area.width = area.height = std::min(area.width, area.height);
  frame.x_label_y = area.bottom() + below + kLine;
  frame.y_label_x = box.left + kPad + kLine - 4;
  if (panel.is_square && has_axes) {  // what stands below moves up
    const double gap = bottom - below - area.bottom();
    frame.legend_top -= gap;
    frame.caption_y -= gap;
  }
  frame.title_y = box.top + 21;
  frame.left = panel.has_axes ? box.left + kAxisLeft : box.left + kPad;
  frame.bar_left = area.right() + kTickRoom + 5;
}

/// The width of the legend and the caption.
double room_below(const Panel& panel, double width) {
  return width - kPad - (panel.has_axes ? kAxisLeft : kPad);
}

}  // namespace

double extra_height(const Panel& panel, double width) {
  const std::size_t rows = legend_rows(legend_of_panel(panel, room_below(panel, width)));
  const std::size_t lines = wrapped_text(panel.caption, room_below(panel, width), kSmallText).size();
  constexpr std::size_t kUsual = 2;  // rows and lines
  return kLegendRow * static_cast<double>(rows - std::min(rows, kUsual)) +
         kLine * static_cast<double>(lines - std::min(lines, kUsual));
}

PanelFrame frame_of(const Panel& panel, const PanelBox& box) {
  PanelFrame frame;
  frame.area = {box.left + 60,
                box.top + 32,
                box.width - 80,
                std::max(box.height - 100, 40.0),
                drawable_bounds(panel.x, false),
                drawable_bounds(panel.y, panel.is_log),
                panel.is_log};
  const double room = room_below(panel, box.width);
  frame.legend = legend_of_panel(panel, room);
  frame.caption = wrapped_text(panel.caption, room, kSmallText);
  for (int pass = 0; pass < 2; ++pass) {  // the ticks depend on the area, which depends on their widths
    set_ticks(frame, panel);
    set_area(frame, panel, box);
  }
  set_ticks(frame, panel);
  return frame;
}

}  // namespace nntrain
