#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/characters.hpp"
#include "plot/histogram.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLineMargin = 2;  // characters, like those below
constexpr std::size_t kColumnGap = 2;   // between columns
constexpr std::size_t kNarrowestColumn = 12;

std::string edge_text(const Bins& bins, double edge) {
  constexpr int kMostDecimals = 9;
  constexpr double kLargest = 1e9;
  const double size = std::max(std::abs(bins.edges.front()), std::abs(bins.edges.back()));
  if (bins.decimals > kMostDecimals || size >= kLargest) return fmt::format("{:.12g}", edge);
  return fmt::format("{:.{}f}", edge, bins.decimals);
}

/// "0.85 to 0.90" for each bin, all of the same width.
std::vector<std::string> names_of_bins(const Bins& bins) {
  std::vector<std::string> edges;
  std::size_t width = 0;
  for (const double edge : bins.edges) {
    edges.push_back(edge_text(bins, edge));
    width = std::max(width, edges.back().size());
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < bins.count(); ++i)
    names.push_back(fmt::format("{:>{}} to {:>{}}", edges[i], width, edges[i + 1], width));
  return names;
}

/// How counts become bars: a # stands for up to `runs` of them, so that no count is without a bar.
struct BarScale {
  std::size_t digits;  ///< of the largest count
  std::size_t runs;

  std::string text(std::size_t count) const {
    return fmt::format("{:>{}} {}", count, digits, std::string((count + runs - 1) / runs, '#'));
  }
};

BarScale scale_for(std::size_t most, std::size_t column) {
  const std::size_t digits = std::to_string(most).size();
  const std::size_t room = column > digits + 2 ? column - digits - 1 : 1;
  return {digits, std::max<std::size_t>((most + room - 1) / room, 1)};
}

/// Appends cells of this width, without blanks at the end.
void append_line(std::string& text, std::string start, const std::vector<std::string>& cells,
                 std::size_t column) {
  for (const std::string& cell : cells) {
    start.append(kColumnGap, ' ').append(cell);
    start.append(column - std::min(column, width_of(cell)), ' ');
  }
  start.erase(start.find_last_not_of(' ') + 1);
  text += start + "\n";
}

}  // namespace

std::string histogram_text(const Histogram& histogram, std::size_t width) {
  const std::vector<std::string> bins = names_of_bins(histogram.bins);
  const std::size_t start = kLineMargin + bins.front().size();
  const std::size_t room = width > start ? width - start : 0;
  std::size_t beside = histogram.groups.size();  // groups side by side
  if (room / beside < kNarrowestColumn + kColumnGap) beside = 1;
  const std::size_t column = std::max(room / beside, kNarrowestColumn + kColumnGap) - kColumnGap;
  const BarScale scale = scale_for(histogram.most(), column);
  std::string text =
      "\n" + wrapped(fmt::format("{}: the {}s in each bin", histogram.quantity, histogram.noun), width);
  for (std::size_t first = 0; first < histogram.groups.size(); first += beside) {
    std::vector<std::string> cells;
    for (std::size_t i = first; i < first + beside; ++i)
      cells.push_back(short_label(histogram.groups[i].label, column));
    const bool has_labels = histogram.groups.size() > 1;
    if (has_labels) append_line(text, std::string(start, ' '), cells, column);
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
      cells.clear();
      for (std::size_t i = first; i < first + beside; ++i)
        cells.push_back(scale.text(histogram.groups[i].counts[bin]));
      append_line(text, std::string(kLineMargin, ' ') + bins[bin], cells, column);
    }
  }
  const std::string hash =
      scale.runs == 1 ? "# is a " + histogram.noun : "# is up to " + counted(scale.runs, histogram.noun);
  text += wrapped(hash, width);
  for (const HistogramGroup& group : histogram.groups) {
    const std::string about = join(said_of(group, histogram.noun), "; ", std::string::npos);
    text += wrapped(group.label.empty() ? about : fmt::format("{}: {}", group.label, about), width);
  }
  return text;
}

}  // namespace nntrain
