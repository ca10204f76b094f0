#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "plot/panel.hpp"

namespace nntrain {

/// Writes gnuplot's commands for one panel. Its data have names of their own, so that panels do not mix.
class PanelScript {
 public:
  /// Writes to the end of `script`. Keeps references to all but the number.
  PanelScript(std::string& script, const Panel& panel, const Canvas& canvas, std::size_t number)
      : script_(script), panel_(panel), canvas_(canvas), prefix_(fmt::format("$p{}_", number)) {}

  /// What has to be there before the first plot: panel_data.cpp.
  void write_data();
  /// The plot itself: panel_plot.cpp.
  void write_plot();

 private:
  bool is_svg() const { return canvas_.kind == Canvas::Kind::kSvg; }

  template <typename... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(script_), format, std::forward<Values>(values)...);
    script_ += '\n';
  }
  /// Adds to what the plot command draws, over what it draws already.
  void draw(std::string what) { drawn_.push_back(std::move(what)); }

  void write_points(const Series& series);
  /// Points so near each other that their characters touch.
  std::vector<Point> filled_in(const std::vector<Point>& points) const;
  void write_surface(const Surface& surface);
  void write_contours(const Surface& surface, const Contours& contours, std::size_t number);
  /// Those levels that the values are on both sides of.
  static std::vector<double> crossed_levels(const Contours& contours);
  void write_cells();

  void write_axes();
  /// Characters of the border hide what is drawn at the ends of an axis: it begins two of them earlier.
  Bounds off_border(Bounds bounds, std::size_t characters, bool is_log) const;
  void write_numbers(const char* axis, Bounds bounds, bool is_log);
  void write_names(const char* axis, const std::vector<AxisName>& names);
  void draw_cells();
  /// Characters, whose lines are marks, too: gnuplot has one character for all coloured lines.
  void draw_characters(const std::string& data, char character, const char* colour);
  void draw_series(const Series& series, std::size_t number);
  void draw_contours(const Contours& contours, std::size_t number);
  std::size_t count_marks() const;

  std::string& script_;
  const Panel& panel_;
  const Canvas& canvas_;
  std::string prefix_;
  std::size_t points_ = 0;  // blocks of points written
  std::vector<std::string> drawn_;
};

/// `text` in single quotes, in which gnuplot finds nothing to expand.
std::string gnuplot_text(const std::string& text);

}  // namespace nntrain
