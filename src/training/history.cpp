#include "training/history.hpp"

#include <algorithm>
#include <limits>

namespace nntrain {
namespace {

constexpr std::size_t kMostPoints = 512;           // per start: more than the columns of a plot
constexpr std::size_t kMostPointsOfAll = 1 << 20;  // of all starts together

}  // namespace

HistoryKeeper::HistoryKeeper(bool with_accuracy, std::size_t restarts)
    : with_accuracy_(with_accuracy),
      most_(std::clamp<std::size_t>(kMostPointsOfAll / restarts, 2, kMostPoints)) {}

void HistoryKeeper::on_iteration(const IterationView& view) {
  Kept& kept = start(view.restart);
  if (view.iteration % kept.distance != 0) return;
  if (kept.points.size() == most_) {
    kept.distance *= 2;
    std::erase_if(kept.points,
                  [&](const HistoryPoint& point) { return point.iteration % kept.distance != 0; });
    if (view.iteration % kept.distance != 0) return;
  }
  kept.points.push_back(measure(view));
}

void HistoryKeeper::on_end(const IterationView& view) {
  History& points = start(view.restart).points;  // a resumed start may end without an observed iteration
  if (points.empty() || points.back().iteration < view.iteration) points.push_back(measure(view));
}

HistoryKeeper::Kept& HistoryKeeper::start(std::size_t restart) {
  if (starts_.size() <= restart) starts_.resize(restart + 1);
  return starts_[restart];
}

const History& HistoryKeeper::of(std::size_t restart) const {
  static const History none;
  return restart < starts_.size() ? starts_[restart].points : none;
}

HistoryPoint HistoryKeeper::measure(const IterationView& view) const {
  const Splits& splits = view.monitor.splits();
  const Split* const validation = find_split(splits, "validation");
  HistoryPoint point{view.iteration, measure(view.monitor, splits.front()), {}};
  if (validation != nullptr) point.validation = measure(view.monitor, *validation);
  return point;
}

HistoryValues HistoryKeeper::measure(Monitor& monitor, const Split& split) const {
  return {monitor.loss(split),
          with_accuracy_ ? monitor.accuracy(split) : std::numeric_limits<double>::quiet_NaN(),
          split.samples.total_weight};
}

}  // namespace nntrain
