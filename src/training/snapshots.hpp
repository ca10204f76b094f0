#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "training/observer.hpp"

namespace nntrain {

/// The parameters after `iteration` iterations.
struct Snapshot {
  std::uint64_t iteration;
  std::vector<double> parameters;
  bool is_restored = false;  ///< whether these are the best ones, to which training went back at its end
};

/// The snapshots of one start, by their iterations; a restored one is the last.
using Snapshots = std::vector<Snapshot>;

/// The most snapshots of a start that are kept without a pace of the user.
inline constexpr std::size_t kUsualSnapshots = 64;

/// The most numbers in all snapshots together.
inline constexpr double kMostSnapshotNumbers = 1 << 27;  // 1 GiB

/// Keeps the parameters after 0, N, 2N ... iterations, and those of the end. Other iterations cost nothing.
class SnapshotKeeper : public TrainingObserver {
 public:
  /// `every`: N; 0: the least of 1, 2, 4, 8 ... with which a start has at most kUsualSnapshots of
  /// `parameters` numbers each and its end, or fewer where `restarts` starts have many numbers.
  SnapshotKeeper(std::uint64_t every, std::size_t parameters, std::size_t restarts);

  void on_iteration(const IterationView& view) override;
  /// Adds the final parameters of the start, if the last snapshot has others.
  void on_end(const IterationView& view) override;

  /// Gives the snapshots of the start with this index (0-based) away; none if it was not observed.
  Snapshots take(std::size_t restart);

 private:
  struct Kept {
    std::uint64_t distance;  // iterations between snapshots
    Snapshots snapshots;
    std::uint64_t last_seen = 0;  // the last iteration, kept or not
  };
  Kept& start(std::size_t restart);

  std::uint64_t every_;
  std::size_t most_;  // snapshots of a start without a pace
  std::vector<Kept> starts_;
};

}  // namespace nntrain
