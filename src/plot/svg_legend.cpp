#include "plot/svg_legend.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "plot/svg_colours.hpp"
#include "plot/svg_series.hpp"
#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

constexpr double kSample = 20;  // its width
constexpr double kSampleGap = 5;
constexpr double kEntryGap = 16;
constexpr double kLegendText = 11;

std::string sample_path(double left, double y) {
  return fmt::format("M{} {}h{}", svg_number(left), svg_number(y), kSample);
}

std::string sample_of(const Series& series, double left, double y) {
  const Point middle = {left + kSample / 2, y};
  std::string mark = fmt::format("<g {}>{}</g>", svg_paint(mark_classes(series), series),
                                 svg_use(mark_name(series, false), middle, ""));
  switch (series.kind) {
    case Series::Kind::kLine:
    case Series::Kind::kThinLine:
    case Series::Kind::kDashes:
      return svg_line(series, sample_path(left, y));
    case Series::Kind::kBars:
      return fmt::format("<path {} d=\"M{} {}v12\"/>{}", svg_paint("nn-b", series), svg_number(middle.x),
                         svg_number(y - 6), mark);
    case Series::Kind::kSideBars:
    case Series::Kind::kBoxes:
      return fmt::format("<g {}><rect x=\"{}\" y=\"{}\" width=\"14\" height=\"9\"/></g>",
                         svg_paint("nn-x", series), svg_number(left + 3), svg_number(y - 4.5));
    case Series::Kind::kMarks:
    case Series::Kind::kRings:
    case Series::Kind::kSmallRings:
      break;
  }
  return mark;
}

double width_of_entry(const LegendEntry& entry) {
  return kSample + kSampleGap + text_width(entry.label, kLegendText);
}

/// Whether a level of the contours has values on both sides.
bool has_lines(const Contours& contours) {
  if (contours.values.empty()) return false;
  const double least = *std::min_element(contours.values.begin(), contours.values.end());
  const double most = *std::max_element(contours.values.begin(), contours.values.end());
  return std::any_of(contours.levels.begin(), contours.levels.end(),
                     [&](double level) { return least < level && most >= level; });
}

/// Side by side in rows of at most `width`, each at least `column` wide.
void place(std::vector<LegendEntry>& entries, double width, double column) {
  double used = 0;
  std::size_t row = 0;
  for (LegendEntry& entry : entries) {
    const double needed = std::max(width_of_entry(entry), column);
    if (used > 0 && used + needed > width) {
      used = 0;
      ++row;
    }
    entry.left = used;
    entry.row = row;
    used += needed + kEntryGap;
  }
}

}  // namespace

std::vector<LegendEntry> legend_of_panel(const Panel& panel, double width) {
  std::vector<LegendEntry> entries;
  for (const Series& series : panel.series) {
    if (!series.label.empty()) entries.push_back({series.label, &series});
  }
  if (panel.surface) {
    for (const Contours& contours : panel.surface->contours) {
      if (!contours.label.empty() && (panel.surface->is_of_film || has_lines(contours)))
        entries.push_back({contours.label, nullptr, &contours});
    }
  }
  for (LegendEntry& entry : entries)
    entry.label = fitted_text(entry.label, width - kSample - kSampleGap, kLegendText);
  place(entries, width, 0);
  const std::size_t rows = legend_rows(entries);
  if (rows < 2) return entries;
  double widest = 0;
  for (const LegendEntry& entry : entries) widest = std::max(widest, width_of_entry(entry));
  std::vector<LegendEntry> aligned = entries;
  place(aligned, width, widest);
  return legend_rows(aligned) == rows ? aligned : entries;
}

std::size_t legend_rows(const std::vector<LegendEntry>& entries) {
  return entries.empty() ? 0 : entries.back().row + 1;
}

std::string svg_legend(const std::vector<LegendEntry>& entries, double left, double top) {
  std::string text;
  for (const LegendEntry& entry : entries) {
    const double x = left + entry.left;
    const double y = top + kLegendRow * static_cast<double>(entry.row) + kLegendRow / 2;
    text += entry.series != nullptr
                ? sample_of(*entry.series, x, y)
                : fmt::format("<path class=\"{}\" d=\"{}\"/>", entry.contours->is_main ? "nn-k1" : "nn-k0",
                              sample_path(x, y));
    text += fmt::format("<text class=\"nn-s\" x=\"{}\" y=\"{}\">{}</text>",
                        svg_number(x + kSample + kSampleGap), svg_number(y + 4), svg_text(entry.label));
  }
  return text;
}

}  // namespace nntrain
