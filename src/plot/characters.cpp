#include "plot/characters.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

#include "base/text.hpp"
#include "plot/bands.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"
#include "report/terminal_line.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kNarrowest = 30;
constexpr std::size_t kWidest = 100;

/// The numbers that the color of a series stands for, as characters have no color bar; "" if there are none.
std::string band_of(const Series& series, const Panel& panel) {
  if (!series.colour || !panel.colour_bar) return "";
  const ColourBar& bar = *panel.colour_bar;
  for (std::size_t band = 0; band < bar.colours.size(); ++band) {
    if (bar.colours[band] == *series.colour) return band_label(bar.edges[band], bar.edges[band + 1]);
  }
  return "";
}

std::vector<std::string> legend_of(const Panel& panel) {
  std::vector<std::string> entries;
  for (const Series& series : panel.series) {
    const std::string label = series.label.empty() ? band_of(series, panel) : series.label;
    if (!label.empty()) entries.push_back(fmt::format("{} {}", character_of(series), label));
  }
  if (panel.surface) {
    for (const Contours& contours : panel.surface->contours) {
      if (contours.is_main && !contours.label.empty())
        entries.push_back(fmt::format("{} {}", kBoundaryCharacter, contours.label));
    }
  }
  return entries;
}

/// Joins pieces to lines of at most the canvas's width. Cuts a piece that is wider.
std::string lines_of(const std::vector<std::string>& pieces, std::string_view between, std::size_t width) {
  constexpr std::size_t kIndent = 2;
  std::string text;
  std::size_t used = 0;
  for (const std::string& whole : pieces) {
    const std::string piece = short_label(whole, width - kIndent);
    const std::size_t needed = between.size() + width_of(piece);
    if (used > 0 && used + needed <= width) {
      text.append(between).append(piece);
      used += needed;
      continue;
    }
    if (used > 0) text += '\n';
    text.append(kIndent, ' ').append(piece);
    used = kIndent + width_of(piece);
  }
  return text.empty() ? "" : text + "\n";
}

/// A stream that throws where memory is short, instead of ending.
std::istringstream stream_of(const std::string& text) {
  std::istringstream stream(text);
  stream.exceptions(std::ios::badbit);
  return stream;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream words = stream_of(text);
  return {std::istream_iterator<std::string>(words), {}};
}

std::string title_of(const Panel& panel) {
  if (panel.y_label.empty() || panel.title == panel.y_label) return panel.title;
  return panel.title + ", up: " + panel.y_label;
}

/// Whether a line shows nothing: it has only spaces and color codes.
bool is_blank(std::string_view line) {
  while (!line.empty()) {
    if (line.front() == ' ') {
      line.remove_prefix(1);
    } else if (line.starts_with("\x1b[")) {
      line.remove_prefix(std::min(line.find('m'), line.size() - 1) + 1);
    } else {
      return false;
    }
  }
  return true;
}

/// Removes spaces at the ends of lines, and empty lines.
std::string trimmed(const std::string& text) {
  std::istringstream lines = stream_of(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    line.erase(line.find_last_not_of(' ') + 1);
    if (!is_blank(line)) result += line + "\n";
  }
  return result;
}

}  // namespace

Canvas character_canvas(bool on_standard_error) {
  const int file = on_standard_error ? STDERR_FILENO : STDOUT_FILENO;
  const std::size_t width = std::clamp(terminal_width(file), kNarrowest, kWidest);
  const std::size_t height = std::clamp<std::size_t>(width * 3 / 10, 12, 24);
  return {width, height, has_colours(file)};
}

std::string wrapped(const std::string& text, std::size_t width) {
  return lines_of(words_of(text), " ", width);
}

std::string with_legends(const std::string& drawn, const std::vector<Panel>& panels, const Canvas& canvas) {
  std::istringstream pages = stream_of(drawn);
  std::string page;
  std::getline(pages, page, '\f');  // each page begins with a form feed
  std::string text;
  for (const Panel& panel : panels) {
    std::getline(pages, page, '\f');
    text += "\n" + wrapped(title_of(panel), canvas.width) + trimmed(page);
    if (canvas.has_colours) text += "\x1b[0m";
    text += lines_of(legend_of(panel), "   ", canvas.width) + wrapped(panel.caption, canvas.width);
  }
  return text;
}

}  // namespace nntrain
