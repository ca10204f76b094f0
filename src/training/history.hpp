#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "training/observer.hpp"
#include "training/split.hpp"

namespace nntrain {

/// The loss and the accuracy of a split.
struct HistoryValues {
  double loss;
  double accuracy;          ///< NaN: not recorded
  double total_weight = 0;  ///< of the split's rows; 0: not known
};

/// The quality of the parameters after `iteration` iterations.
struct HistoryPoint {
  std::size_t iteration;
  HistoryValues train;
  std::optional<HistoryValues> validation;
};

/// The history of one start.
using History = std::vector<HistoryPoint>;

/// Records the course of training for a plot: up to some hundred points per start, at equal distances. Most
/// iterations of a long training are not measured.
class HistoryKeeper : public TrainingObserver {
 public:
  HistoryKeeper(bool with_accuracy, std::size_t restarts);

  void on_iteration(const IterationView& view) override;
  /// Adds the final parameters of the start, if they come after the last point.
  void on_end(const IterationView& view) override;

  /// The history of the start with this index (0-based); empty if it was not observed.
  const History& of(std::size_t restart) const;

 private:
  struct Kept {
    std::size_t distance = 1;  // iterations between points
    History points;
  };
  Kept& start(std::size_t restart);
  HistoryPoint measure(const IterationView& view) const;
  HistoryValues measure(Monitor& monitor, const Split& split) const;

  bool with_accuracy_;
  std::size_t most_;  // the largest number of points per start
  std::vector<Kept> starts_;
};

}  // namespace nntrain
