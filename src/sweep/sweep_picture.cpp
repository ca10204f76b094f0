#include "sweep/sweep_picture.hpp"

#include <algorithm>

namespace nntrain {

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

}  // namespace nntrain
