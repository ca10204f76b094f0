#include "plot/histogram.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "metrics/spread.hpp"
#include "plot/sweep_panels.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFewCounts = 10;  // an axis with less has a number for each
constexpr const char* kOfSeeds = "other seeds make more:  --grid 'seed=1..20'";

/// The most values that a candidate has.
std::size_t most_values(const PicturedSweep& sweep) {
  std::size_t most = 0;
  for (const SweptGroup& group : sweep.groups) most = std::max(most, group.values.size());
  return most;
}

/// The whole numbers from 0 to `most`, if they are few: there is no half of a run.
std::vector<AxisName> names_of_counts(std::size_t most) {
  std::vector<AxisName> names;
  for (std::size_t i = 0; i <= most && most < kFewCounts; ++i)
    names.push_back({std::to_string(i), static_cast<double>(i)});
  return names;
}

}  // namespace

std::size_t Histogram::most() const {
  std::size_t most = 0;
  for (const HistogramGroup& group : groups) {
    for (const std::size_t count : group.counts) most = std::max(most, count);
  }
  return most;
}

std::string why_no_histogram(const PicturedSweep& sweep) {
  if (sweep.candidates > kMostSweptGroups)
    return fmt::format("there are {} candidates, and at most {} histograms can be compared", sweep.candidates,
                       kMostSweptGroups);
  const std::size_t most = most_values(sweep);
  if (most >= kFewestToShow) return "";
  return fmt::format("no candidate has {} runs with a value, and fewer show no shape; {}", kFewestToShow,
                     kOfSeeds);
}

Histogram histogram_of(const PicturedSweep& sweep) {
  Histogram histogram{sweep.metric, "run", {}, {}};
  std::vector<std::vector<double>> values;
  for (const SweptGroup& group : sweep.groups) {
    histogram.groups.push_back({settings_text(sweep, group.settings), group.values, group.without});
    values.push_back(group.values);
  }
  histogram.bins = bins_of(values);
  for (HistogramGroup& group : histogram.groups) group.counts = counts_in(histogram.bins, group.values);
  return histogram;
}

std::vector<std::string> said_of(const HistogramGroup& group, const std::string& noun) {
  const std::size_t count = group.values.size();
  const MetricSpread spread = spread_of(group.values, 0);
  std::string numbers = counted(count, noun);
  if (count > 0) numbers += fmt::format(": mean {:.4g}", spread.mean);
  if (count > 1)
    numbers += fmt::format(", sd {:.4g}, from {:.4g} to {:.4g}", spread.sd, spread.min, spread.max);
  std::vector<std::string> lines = {numbers};
  if (group.without > 0)
    lines.push_back(fmt::format("{} without a value {} not shown", counted(group.without, noun),
                                group.without == 1 ? "is" : "are"));
  if (count < kFewestToShow) lines.push_back("too few to show a shape");
  return lines;
}

std::vector<Panel> histogram_panels(const Histogram& histogram) {
  const std::vector<double>& edges = histogram.bins.edges;
  const double margin = (edges[1] - edges[0]) / 2;
  const std::size_t most = histogram.most();
  std::vector<Panel> panels;
  for (std::size_t i = 0; i < histogram.groups.size(); ++i) {
    const HistogramGroup& group = histogram.groups[i];
    Panel panel{group.label.empty() ? histogram.quantity : group.label, histogram.quantity,
                histogram.noun + "s"};
    panel.caption = join(said_of(group, histogram.noun), "\n", std::string::npos);
    panel.x = {edges.front() - margin, edges.back() + margin};
    panel.y = {0, 1.04 * static_cast<double>(most)};
    panel.y_names = names_of_counts(most);
    panel.counts_y = true;
    panel.is_stacked = true;
    Series boxes{Series::Kind::kBoxes, "", i, {}};
    for (std::size_t k = 0; k < group.counts.size(); ++k) {
      if (group.counts[k] == 0) continue;
      boxes.points.push_back(
          {edges[k] + (edges[k + 1] - edges[k]) / 2, static_cast<double>(group.counts[k])});
      boxes.bars.push_back({edges[k], edges[k + 1]});
    }
    if (!boxes.points.empty()) panel.series.push_back(std::move(boxes));
    panels.push_back(std::move(panel));
  }
  return panels;
}

}  // namespace nntrain
