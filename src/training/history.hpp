#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "training/observer.hpp"
#include "training/split.hpp"

namespace nntrain {

/// Loss and, of classes, accuracy of one split; NaN where there is none.
struct HistoryValues {
  double loss;
  double accuracy;
};

/// How good the parameters were after so many iterations.
struct HistoryPoint {
  std::size_t iteration;
  HistoryValues train;
  std::optional<HistoryValues> validation;
};

/// How one start went.
using History = std::vector<HistoryPoint>;

/// Notes how training goes, for a picture of it: of each start some hundred points at even distances, however
/// long it takes, so that most iterations are not measured.
class HistoryKeeper : public TrainingObserver {
 public:
  /// Keeps a reference to `splits`.
  HistoryKeeper(const Splits& splits, bool with_accuracy, std::size_t restarts);

  void on_iteration(const IterationView& view) override;
  /// Adds what the start has come to, where that lies beyond the last point.
  void on_end(const IterationView& view) override;

  /// Of the start with this number; empty if it was never seen.
  const History& of(std::size_t restart) const;

 private:
  struct Kept {
    std::size_t distance = 1;  // in iterations, between points
    History points;
  };
  Kept& start(std::size_t restart);
  HistoryPoint measure(const IterationView& view) const;
  HistoryValues measure(Evaluator& evaluator, const Split& split) const;

  const Split& train_;
  const Split* validation_;
  bool with_accuracy_;
  std::size_t most_;  // points of a start
  std::vector<Kept> starts_;
};

}  // namespace nntrain
