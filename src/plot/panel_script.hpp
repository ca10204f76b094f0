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
  /// Appends to `script`. Keeps references to all arguments but the number.
  PanelScript(std::string& script, const Panel& panel, const Canvas& canvas, std::size_t number)
      : script_(script), panel_(panel), canvas_(canvas), prefix_(fmt::format("$p{}_", number)) {}

  /// Writes the data, which must come before the first plot: panel_data.cpp.
  void write_data();
  /// Writes the plot itself: panel_plot.cpp.
  void write_plot();

 private:
  template <typename... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(script_), format, std::forward<Values>(values)...);
    script_ += '\n';
  }
  /// Adds an item to the plot command. It covers earlier items.
  void draw(std::string what) { drawn_.push_back(std::move(what)); }

  void write_points(const Series& series);
  /// Adds points, so that the characters of a line touch.
  std::vector<Point> filled_in(const std::vector<Point>& points) const;
  void write_surface(const Surface& surface);
  void write_contours(const Surface& surface, const Contours& contours, std::size_t number);
  /// The levels that have values on both sides.
  static std::vector<double> crossed_levels(const Contours& contours);
  void write_cells();

  void write_axes();
  /// The border hides characters at the start of an axis: the axis starts two characters earlier.
  Bounds off_border(Bounds bounds, std::size_t characters, bool is_log) const;
  void write_numbers(const char* axis, Bounds bounds, bool is_log);
  /// How many characters of a name have room: beside cells the names of an axis must not touch.
  std::size_t longest_name(const char* axis, std::size_t count) const;
  void write_names(const char* axis, const std::vector<AxisName>& names);
  void write_texts();
  void draw_cells();
  /// Draws lines as marks, too: gnuplot has only one character for all colored lines.
  void draw_characters(const std::string& data, char character, const char* colour);
  void draw_series(const Series& series, std::size_t number);
  void draw_contours(const Contours& contours, std::size_t number);

  std::string& script_;
  const Panel& panel_;
  const Canvas& canvas_;
  std::string prefix_;
  std::size_t points_ = 0;  // number of blocks of points written
  std::vector<std::string> drawn_;
};

/// `text` in single quotes: gnuplot expands nothing there.
std::string gnuplot_text(const std::string& text);

}  // namespace nntrain
