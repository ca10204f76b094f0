#include "training/snapshots.hpp"

#include <algorithm>
#include <utility>

namespace nntrain {
namespace {

/// How many snapshots each of `restarts` starts may have.
std::size_t usual_snapshots(std::size_t parameters, std::size_t restarts) {
  const double numbers = static_cast<double>(parameters) * static_cast<double>(restarts);
  const double room = kMostSnapshotNumbers / std::max(numbers, 1.0);
  return static_cast<std::size_t>(std::clamp(room, 2.0, static_cast<double>(kUsualSnapshots)));
}

Snapshot snapshot_of(const IterationView& view, bool is_restored) {
  return {view.iteration, {view.parameters.begin(), view.parameters.end()}, is_restored};
}

}  // namespace

SnapshotKeeper::SnapshotKeeper(std::uint64_t every, std::size_t parameters, std::size_t restarts)
    : every_(every), most_(usual_snapshots(parameters, restarts)) {}

void SnapshotKeeper::on_iteration(const IterationView& view) {
  Kept& kept = start(view.restart);
  kept.last_seen = view.iteration;
  if (view.iteration % kept.distance != 0) return;
  if (every_ == 0 && kept.snapshots.size() == most_) {
    kept.distance *= 2;
    std::erase_if(kept.snapshots, [&](const Snapshot& one) { return one.iteration % kept.distance != 0; });
    if (view.iteration % kept.distance != 0) return;
  }
  kept.snapshots.push_back(snapshot_of(view, false));
}

void SnapshotKeeper::on_end(const IterationView& view) {
  Kept& kept = start(view.restart);
  const bool is_restored = kept.last_seen > view.iteration;
  if (!kept.snapshots.empty() && kept.snapshots.back().iteration == view.iteration) {
    kept.snapshots.back().is_restored = is_restored;
  } else {
    kept.snapshots.push_back(snapshot_of(view, is_restored));
  }
}

Snapshots SnapshotKeeper::take(std::size_t restart) {
  return restart < starts_.size() ? std::move(starts_[restart].snapshots) : Snapshots();
}

SnapshotKeeper::Kept& SnapshotKeeper::start(std::size_t restart) {
  const std::uint64_t distance = std::max<std::uint64_t>(every_, 1);
  if (starts_.size() <= restart) starts_.resize(restart + 1, {distance, {}, 0});
  return starts_[restart];
}

}  // namespace nntrain
