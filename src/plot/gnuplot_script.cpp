#include "plot/gnuplot_script.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/style.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kPanelWidth = 460;  // of an SVG, in its units of length
constexpr std::size_t kPanelHeight = 400;
constexpr std::size_t kManyMarks = 300;  // of a panel, beyond which they are small

/// gnuplot's point types: circle, triangle, square, ... in the order of the styles.
constexpr std::array<int, kStyles + 1> kMarks = {7, 9, 5, 11, 13, 15, 2, 1};
constexpr std::string_view kMarkCharacters = "ox+vsd~.";
constexpr std::string_view kLineCharacters = "#=%$@&~-";

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : printable(text, 1000)) result += c == '\'' ? "''" : std::string(1, c);
  return result + "'";
}

/// An axis' names are formats, in which % stands for a number.
std::string quoted_format(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '%' ? "%%" : std::string(1, c);
  return quoted(escaped);
}

std::string colour_text(Colour colour) {
  return fmt::format("rgb '#{:06X}'", colour);
}

/// Writes the commands for one panel. Its data have names of their own, so that panels do not mix.
class PanelScript {
 public:
  PanelScript(std::string& script, const Panel& panel, const Canvas& canvas, std::size_t number)
      : script_(script), panel_(panel), canvas_(canvas), prefix_(fmt::format("$p{}_", number)) {}

  /// What has to be there before the first plot.
  void write_data() {
    for (const Series& series : panel_.series) write_points(series);
    if (panel_.field) write_field(*panel_.field);
    if (!panel_.cells.empty()) write_cells();
  }

  void write_plot() {
    write_axes();
    if (is_svg() && panel_.field) {
      draw(fmt::format("{}tints using 1:2:3:4:5 with rgbimage notitle", prefix_));
    }
    if (!panel_.cells.empty()) draw_cells();
    for (std::size_t i = 0; i < panel_.series.size(); ++i) draw_series(panel_.series[i], i);
    if (panel_.field) {
      for (std::size_t i = 0; i < panel_.field->contours.size(); ++i)
        draw_contours(panel_.field->contours[i], i);
    }
    if (drawn_.empty()) drawn_.push_back("NaN notitle");
    line("plot {}", join(drawn_, ", \\\n  ", SIZE_MAX));
    for (std::size_t i = 1; i <= 2; ++i) line("unset label {}", i);
  }

 private:
  bool is_svg() const { return canvas_.kind == Canvas::Kind::kSvg; }

  template <typename... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(script_), format, std::forward<Values>(values)...);
    script_ += '\n';
  }

  void draw(std::string what) { drawn_.push_back(std::move(what)); }

  static bool is_line(const Series& series) {
    return series.kind == Series::Kind::kLine || series.kind == Series::Kind::kDashes;
  }

  void write_points(const Series& series) {
    line("{}{} << EOD", prefix_, points_++);
    const std::vector<Point> points = is_line(series) && !is_svg() ? filled_in(series.points) : series.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (series.kind == Series::Kind::kBars) {
        line("{:.9g} {:.9g} {:.9g} {:.9g}", points[i].x, points[i].y, series.bars[i].low,
             series.bars[i].high);
      } else {
        line("{:.9g} {:.9g}", points[i].x, points[i].y);
      }
    }
    line("EOD");
  }

  /// Points so near each other that their characters touch.
  std::vector<Point> filled_in(const std::vector<Point>& points) const {
    const auto length = static_cast<double>(2 * canvas_.width);
    std::vector<Point> all;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (i > 0) {
        const Point& a = points[i - 1];
        const Point& b = points[i];
        const double x = std::abs(b.x - a.x) / (panel_.x.high - panel_.x.low);
        const double y = panel_.is_log ? 1 : std::abs(b.y - a.y) / (panel_.y.high - panel_.y.low);
        const auto steps = static_cast<std::size_t>(std::clamp(std::max(x, y), 0.0, 1.0) * length) + 1;
        for (std::size_t k = 1; k < steps; ++k) {
          const double share = static_cast<double>(k) / static_cast<double>(steps);
          all.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
        }
      }
      all.push_back(points[i]);
    }
    return all;
  }

  double place(Bounds bounds, std::size_t i, std::size_t count) const {
    return bounds.low + (bounds.high - bounds.low) * static_cast<double>(i) / static_cast<double>(count - 1);
  }

  void write_field(const Field& field) {
    if (is_svg()) {
      line("{}tints << EOD", prefix_);
      for (std::size_t i = 0; i < field.tints.size(); ++i) {
        const Colour tint = field.tints[i];
        line("{:.9g} {:.9g} {} {} {}", place(panel_.x, i % field.columns, field.columns),
             place(panel_.y, i / field.columns, field.rows), tint >> 16U & 0xFFU, tint >> 8U & 0xFFU,
             tint & 0xFFU);
      }
      line("EOD");
    }
    line("set contour base\nunset surface");
    for (std::size_t k = 0; k < field.contours.size(); ++k) write_contours(field, field.contours[k], k);
    line("unset contour\nset surface");
  }

  void write_contours(const Field& field, const Contours& contours, std::size_t number) {
    line("{}grid << EOD", prefix_);
    for (std::size_t i = 0; i < contours.values.size(); ++i) {
      line("{:.9g} {:.9g} {:.9g}", place(panel_.x, i % field.columns, field.columns),
           place(panel_.y, i / field.columns, field.rows), contours.values[i]);
      if ((i + 1) % field.columns == 0) line("");
    }
    line("EOD");
    const std::vector<double> levels = crossed_levels(contours);
    line("{}contours{} << EOD\nEOD", prefix_, number);
    if (levels.empty()) return;
    line("set cntrparam levels discrete {:.9g}", fmt::join(levels, ","));
    line("set table {}contours{}\nsplot {}grid\nunset table", prefix_, number, prefix_);
  }

  /// Those that the values are on both sides of.
  static std::vector<double> crossed_levels(const Contours& contours) {
    const auto [least, most] = std::minmax_element(contours.values.begin(), contours.values.end());
    std::vector<double> levels;
    for (const double level : contours.levels) {
      if (*least < level && level < *most) levels.push_back(level);
    }
    return levels;
  }

  void write_cells() {
    line("{}cells << EOD", prefix_);
    for (const Cell& cell : panel_.cells) line("{} {} {}", cell.x, cell.y, cell.tint);
    line("EOD");
    for (const bool is_dark : {false, true}) {
      line("{}{} << EOD", prefix_, is_dark ? "light" : "dark");
      for (const Cell& cell : panel_.cells) {
        if (cell.is_dark == is_dark) line("{} {} {}", cell.x, cell.y, cell.text);
      }
      line("EOD");
    }
  }

  void write_axes() {
    line("set title {}", is_svg() ? quoted(panel_.title) : "''");  // with characters it stands above
    line("set ylabel {}", is_svg() ? quoted(panel_.y_label) : "''");
    std::string below;
    if (is_svg()) {
      if (!panel_.caption.empty()) below = ".\"\\n\"." + quoted(panel_.caption);
      below += ".\"\\n \"";  // keeps the legend away, for which gnuplot leaves no room
    }
    line("set xlabel {}{}", quoted(panel_.x_label), below);
    const Bounds x = off_border(panel_.x, canvas_.width, false);
    const Bounds y = off_border(panel_.y, canvas_.height, panel_.is_log);
    line("set xrange [{:.9g}:{:.9g}]\nset yrange [{:.9g}:{:.9g}]", x.low, x.high, y.low, y.high);
    line("{} logscale y", panel_.is_log ? "set" : "unset");
    line("set size {}", panel_.is_square && is_svg() ? "square" : "nosquare");
    line("{} grid", panel_.cells.empty() && !panel_.field && is_svg() ? "set" : "unset");
    write_names("x", panel_.x_names);
    write_names("y", panel_.y_names);
  }

  /// Characters of the border hide what is drawn at the ends of an axis: it begins two of them earlier.
  Bounds off_border(Bounds bounds, std::size_t characters, bool is_log) const {
    if (is_svg()) return bounds;
    const double share = 2 / static_cast<double>(characters);
    if (is_log) return {bounds.low * (1 - share), bounds.high};
    return {bounds.low - share * (bounds.high - bounds.low), bounds.high};
  }

  void write_names(const char* axis, const std::vector<AxisName>& names) {
    constexpr std::size_t kMostNames = 30;
    constexpr std::size_t kWideNames = 24;  // characters that stand beside each other
    if (names.empty()) return line("set {}tics autofreq norotate nomirror font ',12'", axis);
    std::vector<std::string> all;
    std::size_t width = 0;
    const std::size_t step = names.size() / kMostNames + 1;
    for (std::size_t i = 0; i < names.size(); i += step) {
      all.push_back(fmt::format("{} {}", quoted_format(names[i].name), names[i].place));
      width += width_of(names[i].name) + 2;
    }
    const bool is_turned = axis[0] == 'x' && width > kWideNames && is_svg();
    line("set {}tics ({}) {} nomirror", axis, join(all, ", ", SIZE_MAX),
         is_turned ? "rotate by 40 right font ',10'" : "norotate");
  }

  void draw_cells() {
    if (is_svg()) {
      draw(
          fmt::format("{}cells using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror "
                      "fillstyle solid border rgb '#FFFFFF' linecolor rgb variable notitle",
                      prefix_));
    }
    const int size = panel_.x_names.size() > 12 ? 8 : 11;
    for (const bool is_dark : {false, true}) {
      const bool is_used = std::any_of(panel_.cells.begin(), panel_.cells.end(),
                                       [&](const Cell& cell) { return cell.is_dark == is_dark; });
      if (!is_used) continue;
      draw(fmt::format("{}{} using 1:2:3 with labels font ',{}' textcolor rgb '{}' notitle", prefix_,
                       is_dark ? "light" : "dark", size, is_dark ? "#FFFFFF" : "#000000"));
    }
  }

  std::string legend(const std::string& label) const {
    return label.empty() ? "notitle" : "title " + quoted(label);
  }

  /// Characters, whose lines are marks, too: gnuplot has one character for all coloured lines.
  void draw_characters(const std::string& data, char character, Colour colour) {
    draw(fmt::format("{} using 1:2 with points pointtype '{}' linecolor {} notitle", data, character,
                     colour_text(colour)));
  }

  std::size_t count_marks() const {
    std::size_t count = 0;
    for (const Series& series : panel_.series) {
      if (series.kind == Series::Kind::kMarks) count += series.points.size();
    }
    return count;
  }

  void draw_series(const Series& series, std::size_t number) {
    const std::string data = fmt::format("{}{}", prefix_, number);
    const Colour colour = series.colour.value_or(colour_of(series.style));
    if (!is_svg()) {
      const char character = is_line(series) ? line_character(series.style) : mark_character(series.style);
      return draw_characters(data, character, colour);
    }
    const std::string look = fmt::format("linecolor {} {}", colour_text(colour), legend(series.label));
    switch (series.kind) {
      case Series::Kind::kLine:
        return draw(fmt::format("{} with lines linewidth 2 {}", data, look));
      case Series::Kind::kDashes:
        return draw(fmt::format("{} with lines linewidth 1 dashtype 2 {}", data, look));
      case Series::Kind::kMarks:
        return draw(fmt::format("{} with points pointtype {} pointsize {} {}", data,
                                series.colour ? kMarks[0] : kMarks[std::min(series.style, kGrey)],
                                count_marks() > kManyMarks ? 0.3 : 0.55, look));
      case Series::Kind::kBars:
        return draw(fmt::format("{} with yerrorbars pointtype 7 pointsize 0.7 {}", data, look));
    }
  }

  void draw_contours(const Contours& contours, std::size_t number) {
    if (crossed_levels(contours).empty()) return;
    const std::string data = fmt::format("{}contours{}", prefix_, number);
    if (is_svg()) {
      return draw(fmt::format("{} using 1:2 with lines linewidth {} linecolor {} {}", data,
                              contours.is_main ? 2 : 0.75,
                              colour_text(contours.is_main ? 0x000000 : 0x777777), legend(contours.label)));
    }
    if (contours.is_main) draw_characters(data, kBoundaryCharacter, 0x999999);
  }

  std::string& script_;
  const Panel& panel_;
  const Canvas& canvas_;
  std::string prefix_;
  std::size_t points_ = 0;
  std::vector<std::string> drawn_;
};

std::string terminal_of(const Canvas& canvas, std::size_t columns, std::size_t rows) {
  if (canvas.kind == Canvas::Kind::kCharacters) {
    return fmt::format("set terminal dumb noenhanced size {},{} {}\nunset key\nset border 3\n", canvas.width,
                       canvas.height, canvas.has_colours ? "ansi" : "mono");
  }
  return fmt::format(
      "set terminal svg noenhanced size {},{} font 'Helvetica,12' background '#FFFFFF' linewidth 1\n"
      "set key below center horizontal reverse Left samplen 1.5 font ',11'\n"
      "set border 3 linewidth 0.75\n"
      "set grid linewidth 0.5 linecolor rgb '#DDDDDD'\nset tics nomirror out scale 0.5\n",
      columns * kPanelWidth, rows * kPanelHeight);
}

}  // namespace

char mark_character(std::size_t style) {
  return kMarkCharacters[std::min(style, kGrey)];
}

char line_character(std::size_t style) {
  return kLineCharacters[std::min(style, kGrey)];
}

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
