#include "sweep/sweep_picture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "metrics/spread.hpp"
#include "sweep/candidates.hpp"

namespace nntrain {
namespace {

/// The mean over the folds of a run, or its only value. NaN: it has none that can be drawn.
double value_of_run(const SweepTable& table, std::size_t row) {
  constexpr double kFarthest = 1e300;  // the arithmetic of axes overflows beyond
  const std::vector<double>& values = table.rows()[row].values;
  const bool is_whole =
      have_results(table, {row}) &&
      std::all_of(values.begin(), values.end(), [](double one) { return std::abs(one) <= kFarthest; });
  return is_whole ? spread_of(values, 0).mean : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

PicturedSweep picture_of(const Selection& selection) {
  PicturedSweep sweep;
  sweep.metric = selection.field;
  sweep.is_lower_better = goal_of(selection.field.substr(selection.field.find('.') + 1)) == Goal::kLower;
  sweep.axes = selection.axes;
  std::vector<const Candidate*> in_order;
  for (const Candidate& one : selection.candidates) in_order.push_back(&one);
  // ties: none, each has a first run of its own
  std::sort(in_order.begin(), in_order.end(),
            [](const Candidate* a, const Candidate* b) { return a->numbers.front() < b->numbers.front(); });
  sweep.candidates = in_order.size();
  for (const Candidate* const one : in_order) {
    if (one->standing == Standing::kOut) {
      ++sweep.out;
      continue;
    }
    if (selection.has_best() && selection.candidates.front().is_whole() && !one->is_whole()) {
      ++sweep.partial;  // its mean may be high by luck, and it is ranked behind all others
      continue;
    }
    sweep.points.push_back({one->settings,
                            one->mean,
                            {one->interval.low, one->interval.high},
                            one->standing == Standing::kBest});
  }
  return sweep;
}

void add_runs(PicturedSweep& sweep, const SweepTable& table) {
  if (sweep.candidates > kMostSweptGroups) return;
  const Candidates all = candidates_of(table);
  for (const CandidateRows& rows : all.rows) {
    SweptGroup group;
    for (const std::size_t axis : all.axes) group.settings.push_back(table.text(axis, rows.front()));
    for (const std::size_t row : with_other_seeds(table, rows)) {
      const double value = value_of_run(table, row);
      if (std::isnan(value)) {
        ++group.without;
      } else {
        group.values.push_back(value);
      }
    }
    sweep.groups.push_back(std::move(group));
  }
}

}  // namespace nntrain
