#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "plot/panel_script.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr int kUsualDigits = 6;  // of gnuplot's numbers along an axis

/// Colors of characters, by style. A terminal may be dark or light and has few colors: these can be read on
/// both. Text has the terminal's own color, which gnuplot calls bgnd.
constexpr const char* kTextColour = "bgnd";
constexpr std::array<const char*, kStyles + 1> kCharacterColours = {
    "rgb '#0000FF'", "rgb '#FF0000'", "rgb '#00FF00'", "rgb '#FF00FF'",
    "rgb '#FFFF00'", "rgb '#00FFFF'", kTextColour,     kTextColour};

/// A name on an axis is a format, in which % stands for a number.
std::string quoted_format(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '%' ? "%%" : std::string(1, c);
  return gnuplot_text(escaped);
}

/// The number of digits that makes the numbers along an axis differ.
int digits_of(Bounds bounds) {
  constexpr int kAll = std::numeric_limits<double>::digits10;
  const double step = round_step((bounds.high - bounds.low) / 8);
  const double first = std::ceil(bounds.low / step) * step;
  const bool differ =
      fmt::format("{:.{}g}", first, kUsualDigits) != fmt::format("{:.{}g}", first + step, kUsualDigits);
  return differ ? kUsualDigits : kAll;
}

}  // namespace

std::string gnuplot_text(const std::string& text) {
  std::string result = "'";
  for (const char c : printable(text, 1000)) result += c == '\'' ? "''" : std::string(1, c);
  return result + "'";
}

void PanelScript::write_plot() {
  write_axes();
  if (!panel_.cells.empty()) draw_cells();
  for (std::size_t i = 0; i < panel_.series.size(); ++i) draw_series(panel_.series[i], i);
  if (panel_.surface) {
    for (std::size_t i = 0; i < panel_.surface->contours.size(); ++i)
      draw_contours(panel_.surface->contours[i], i);
  }
  if (drawn_.empty()) drawn_.push_back("NaN notitle");
  line("plot {}", join(drawn_, ", \\\n  ", std::string::npos));
}

void PanelScript::write_axes() {
  line("set ylabel ''");  // keeps its room, so that numbers stand off the edge; the label is above the plot
  line("set xlabel {}", gnuplot_text(panel_.x_label));
  const Bounds x = off_border(panel_.x, canvas_.width, false);
  const Bounds y = off_border(panel_.y, canvas_.height, panel_.is_log);
  line("set xrange [{}:{}]\nset yrange [{}:{}]", x.low, x.high, y.low, y.high);
  line("{} logscale y", panel_.is_log ? "set" : "unset");
  panel_.x_names.empty() ? write_numbers("x", panel_.x, false) : write_names("x", panel_.x_names);
  panel_.y_names.empty() ? write_numbers("y", panel_.y, panel_.is_log) : write_names("y", panel_.y_names);
  write_texts();
}

void PanelScript::write_texts() {
  line("unset label");
  for (const PlacedText& one : panel_.texts) {
    const bool is_left = one.anchor == PlacedText::Anchor::kLeft;
    const char* const side = one.anchor == PlacedText::Anchor::kMiddle ? "center"
                             : is_left                                 ? "left"
                                                                       : "right";
    line("set label {} at {},{} {} offset {},0 front", gnuplot_text(one.text), one.at.x, one.at.y, side,
         is_left ? 0.4 : 0);
  }
}

Bounds PanelScript::off_border(Bounds bounds, std::size_t characters, bool is_log) const {
  const double share = 2 / static_cast<double>(characters);
  if (is_log) return {bounds.low * (1 - share), bounds.high};
  return {bounds.low - share * (bounds.high - bounds.low), bounds.high};
}

void PanelScript::write_numbers(const char* axis, Bounds bounds, bool is_log) {
  const int digits = is_log ? kUsualDigits : digits_of(bounds);
  line("set format {} {}", axis, digits == kUsualDigits ? "'% h'" : fmt::format("'%.{}g'", digits));
  line("set {}tics norotate nomirror autofreq", axis);
}

std::size_t PanelScript::longest_name(const char* axis, std::size_t count) const {
  constexpr std::size_t kLongest = 26;
  constexpr std::size_t kLongestBeside = 20;  // a cell
  constexpr std::size_t kLeast = 12;
  if (panel_.cells.empty()) return kLongest;
  if (axis[0] == 'y') return kLongestBeside;
  const std::size_t room = canvas_.width - std::min(canvas_.width, kLongestBeside);
  return std::clamp(room / std::max<std::size_t>(count, 1), kLeast, kLongest);
}

void PanelScript::write_names(const char* axis, const std::vector<AxisName>& names) {
  constexpr std::size_t kMostNames = 30;
  std::vector<std::string> all;
  const std::size_t step = names.size() / kMostNames + 1;
  const std::size_t longest = longest_name(axis, names.size() / step);
  for (std::size_t i = 0; i < names.size(); i += step) {
    all.push_back(fmt::format("{} {}", quoted_format(short_label(names[i].name, longest)), names[i].place));
  }
  line("set {}tics ({}) norotate nomirror", axis, join(all, ", ", std::string::npos));
}

void PanelScript::draw_cells() {
  draw(fmt::format("{}cells using 1:2:3 with labels textcolor {} notitle", prefix_, kTextColour));
}

void PanelScript::draw_characters(const std::string& data, char character, const char* colour) {
  draw(fmt::format("{} using 1:2 with points pointtype '{}' linecolor {} notitle", data, character, colour));
}

void PanelScript::draw_series(const Series& series, std::size_t number) {
  draw_characters(fmt::format("{}{}", prefix_, number), character_of(series),
                  kCharacterColours[std::min(series.style, kGrey)]);
}

void PanelScript::draw_contours(const Contours& contours, std::size_t number) {
  if (!contours.is_main || crossed_levels(contours).empty()) return;
  draw_characters(fmt::format("{}contours{}", prefix_, number), kBoundaryCharacter, kTextColour);
}

}  // namespace nntrain
