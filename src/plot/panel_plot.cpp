#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "plot/panel_script.hpp"
#include "plot/style.hpp"

namespace nntrain {
namespace {

constexpr int kUsualDigits = 6;          // of gnuplot's numbers along an axis
constexpr std::size_t kManyMarks = 300;  // of a panel; more are small

/// gnuplot's point types, by style: circle, triangle, square, ...
constexpr std::array<int, kStyles + 1> kMarks = {7, 9, 5, 11, 13, 15, 2, 1};

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

std::string colour_text(Colour colour) {
  return fmt::format("rgb '#{:06X}'", colour);
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

/// How many such numbers fit side by side along a horizontal axis.
std::size_t room_for_numbers(Bounds bounds, int digits, bool is_square) {
  constexpr std::size_t kCharacter = 7;  // in an SVG's units, like those below
  constexpr std::size_t kGap = 10;
  const std::size_t length = is_square ? 250 : 360;
  const double step = round_step((bounds.high - bounds.low) / 8);
  std::size_t longest = 0;
  for (const double end : {std::ceil(bounds.low / step), std::floor(bounds.high / step)})
    longest = std::max(longest, fmt::format("{:.{}g}", end * step, digits).size());
  return std::max<std::size_t>(length / (longest * kCharacter + kGap), 2);
}

/// The title of a plot in the legend.
std::string legend(const std::string& label) {
  return label.empty() ? "notitle" : "title " + gnuplot_text(label);
}

}  // namespace

std::string gnuplot_text(const std::string& text) {
  std::string result = "'";
  for (const char c : printable(text, 1000)) result += c == '\'' ? "''" : std::string(1, c);
  return result + "'";
}

void PanelScript::write_plot() {
  write_axes();
  if (is_svg() && panel_.surface) {
    draw(fmt::format("{}tints using 1:2:3:4:5 with rgbimage notitle", prefix_));
  }
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
  line("set title {}", is_svg() ? gnuplot_text(panel_.title) : "''");  // with characters it stands above
  line("set ylabel {}", is_svg() ? gnuplot_text(panel_.y_label) : "''");
  std::string below;
  if (is_svg()) {
    for (std::size_t at = 0; at < panel_.caption.size();) {
      const std::size_t end = std::min(panel_.caption.find('\n', at), panel_.caption.size());
      below += ".\"\\n\"." + gnuplot_text(panel_.caption.substr(at, end - at));
      at = end + 1;
    }
    if (!panel_.is_stacked) below += ".\"\\n \"";  // keeps the legend away, for which gnuplot leaves no room
  }
  line("set xlabel {}{}", gnuplot_text(panel_.x_label), below);
  const Bounds x = off_border(panel_.x, canvas_.width, false);
  const Bounds y = off_border(panel_.y, canvas_.height, panel_.is_log);
  line("set xrange [{}:{}]\nset yrange [{}:{}]", x.low, x.high, y.low, y.high);
  line("{} logscale y", panel_.is_log ? "set" : "unset");
  line("set size {}", panel_.is_square && is_svg() ? "square" : "nosquare");
  line("{} grid", panel_.cells.empty() && !panel_.surface && is_svg() ? "set" : "unset");
  panel_.x_names.empty() ? write_numbers("x", panel_.x, false) : write_names("x", panel_.x_names);
  panel_.y_names.empty() ? write_numbers("y", panel_.y, panel_.is_log) : write_names("y", panel_.y_names);
  write_texts();
}

void PanelScript::write_texts() {
  line("unset label");
  for (const PlacedText& one : panel_.texts) {
    line("set label {} at {},{} left offset 0.4,0 font ',10' front{}", gnuplot_text(one.text), one.at.x,
         one.at.y, is_svg() ? " boxed" : "");
  }
}

Bounds PanelScript::off_border(Bounds bounds, std::size_t characters, bool is_log) const {
  if (is_svg()) return bounds;
  const double share = 2 / static_cast<double>(characters);
  if (is_log) return {bounds.low * (1 - share), bounds.high};
  return {bounds.low - share * (bounds.high - bounds.low), bounds.high};
}

void PanelScript::write_numbers(const char* axis, Bounds bounds, bool is_log) {
  constexpr std::size_t kManyNumbers = 10;  // more than gnuplot chooses by itself
  const int digits = is_log ? kUsualDigits : digits_of(bounds);
  line("set format {} {}", axis, digits == kUsualDigits ? "'% h'" : fmt::format("'%.{}g'", digits));
  const std::size_t room = room_for_numbers(bounds, digits, panel_.is_square);
  const bool is_narrow = axis[0] == 'x' && is_svg() && room < kManyNumbers;
  const double length = bounds.high - bounds.low;
  line("set {}tics {} norotate nomirror font ',12'", axis,
       is_narrow ? fmt::format("{}", round_step(length / static_cast<double>(room))) : "autofreq");
}

void PanelScript::write_names(const char* axis, const std::vector<AxisName>& names) {
  constexpr std::size_t kMostNames = 30;
  constexpr std::size_t kWideNames = 24;  // characters that fit side by side
  std::vector<std::string> all;
  std::size_t width = 0;
  const std::size_t step = names.size() / kMostNames + 1;
  for (std::size_t i = 0; i < names.size(); i += step) {
    all.push_back(fmt::format("{} {}", quoted_format(names[i].name), names[i].place));
    width += width_of(names[i].name) + 2;
  }
  const bool is_turned = axis[0] == 'x' && width > kWideNames && is_svg();
  line("set {}tics ({}) {} nomirror", axis, join(all, ", ", std::string::npos),
       is_turned ? "rotate by 40 right font ',10'" : "norotate");
}

void PanelScript::draw_cells() {
  if (is_svg()) {
    draw(
        fmt::format("{}cells using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror "
                    "fillstyle solid border rgb '#FFFFFF' linecolor rgb variable notitle",
                    prefix_));
  }
  const int size = panel_.x_names.size() > 12 ? 8 : 11;
  for (const bool is_dark : {false, true}) {
    const bool is_used = std::any_of(panel_.cells.begin(), panel_.cells.end(), [&](const CountCell& cell) {
      return is_dark_tint(cell.tint) == is_dark;
    });
    if (!is_used) continue;
    const std::string colour = is_svg() ? colour_text(is_dark ? 0xFFFFFF : 0x000000) : kTextColour;
    draw(fmt::format("{}{} using 1:2:3 with labels font ',{}' textcolor {} notitle", prefix_,
                     is_dark ? "light" : "dark", size, colour));
  }
}

void PanelScript::draw_characters(const std::string& data, char character, const char* colour) {
  draw(fmt::format("{} using 1:2 with points pointtype '{}' linecolor {} notitle", data, character, colour));
}

std::size_t PanelScript::count_marks() const {
  std::size_t count = 0;
  for (const Series& series : panel_.series) {
    if (series.kind == Series::Kind::kMarks) count += series.points.size();
  }
  return count;
}

void PanelScript::draw_series(const Series& series, std::size_t number) {
  const std::string data = fmt::format("{}{}", prefix_, number);
  if (!is_svg()) {
    return draw_characters(data, character_of(series), kCharacterColours[std::min(series.style, kGrey)]);
  }
  const Colour colour = series.colour.value_or(colour_of(series.style));
  const std::string look = fmt::format("linecolor {} {}", colour_text(colour), legend(series.label));
  switch (series.kind) {
    case Series::Kind::kLine:
      if (series.points.size() == 1)  // one point makes no line
        return draw(fmt::format("{} with points pointtype 7 pointsize 0.7 {}", data, look));
      return draw(fmt::format("{} with lines linewidth 2 {}", data, look));
    case Series::Kind::kThinLine:
      return draw(fmt::format("{} with lines linewidth 0.75 {}", data, look));
    case Series::Kind::kDashes:
      return draw(fmt::format("{} with lines linewidth 1 dashtype 2 {}", data, look));
    case Series::Kind::kMarks:
      return draw(fmt::format("{} with points pointtype {} pointsize {} {}", data,
                              series.colour ? kMarks[0] : kMarks[std::min(series.style, kGrey)],
                              count_marks() > kManyMarks ? 0.3 : 0.55, look));
    case Series::Kind::kSmallRings:
      return draw(fmt::format("{} with points pointtype 6 pointsize 0.8 linewidth 1 {}", data, look));
    case Series::Kind::kRings:
      return draw(fmt::format("{} with points pointtype 6 pointsize 1.6 linewidth 2 {}", data, look));
    case Series::Kind::kBars:
      return draw(fmt::format("{} with yerrorbars pointtype 7 pointsize 0.7 {}", data, look));
    case Series::Kind::kBoxes:
      return draw(fmt::format(
          "{} using 1:2:3:4:(0):2 with boxxyerror fillstyle solid 0.6 border linewidth 1.5 {}", data, look));
    case Series::Kind::kSideBars:
      draw(fmt::format(
          "{} using 1:2:(0):1:($2-0.35):($2+0.35) with boxxyerror fillstyle solid 0.6 noborder {}", data,
          look));
      return draw(
          fmt::format("{} using 1:2:3:4 with xerrorbars pointtype 7 pointsize 0.3 linecolor {} notitle", data,
                      colour_text(0x000000)));
  }
}

void PanelScript::draw_contours(const Contours& contours, std::size_t number) {
  if (crossed_levels(contours).empty()) return;
  const std::string data = fmt::format("{}contours{}", prefix_, number);
  if (is_svg()) {
    return draw(fmt::format("{} using 1:2 with lines linewidth {} linecolor {} {}", data,
                            contours.is_main ? 2 : 0.75, colour_text(contours.is_main ? 0x000000 : 0x777777),
                            legend(contours.label)));
  }
  if (contours.is_main) draw_characters(data, kBoundaryCharacter, kTextColour);
}

}  // namespace nntrain
