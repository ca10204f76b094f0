#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/stopwatch.hpp"
#include "optimizer/make_optimizer.hpp"
#include "training/train.hpp"

namespace nntrain {

/// The l2 of --l2 auto for this number of training rows: min(0.01, 12 / rows), which suited regressions by
/// L-BFGS.
double usual_l2(std::size_t rows);

/// Sets the initial parameters of start `restart` (0-based).
using Start = std::function<void(std::uint64_t restart, std::span<double> parameters)>;

/// The result of one training.
struct Outcome {
  TrainingResult result;
  std::vector<double> parameters;
};

/// Several trainings of one structure, each from a start and on rows of its own.
struct StartSeries {
  std::uint64_t count = 1;  ///< number of trainings, >= 1
  bool keeps_all = false;   ///< else only the best one
  /// How training `number` (0-based) goes; its `restart` selects the start and the random numbers.
  std::function<TrainingPlan(std::uint64_t number)> plan;
  /// The rows of training `number`: shared ones, or those that it makes in `own`.
  std::function<const Splits&(std::uint64_t number, Splits& own)> splits;
  bool are_shared = false;  ///< whether each rank has other rows: all ranks then share each training
};

/// The state of a series.
struct SeriesState {
  std::uint64_t next = 0;              ///< the current training (0-based), or their number at the end
  std::optional<TrainingState> state;  ///< of the current one; nullopt if it has not begun
  std::vector<Outcome> kept;           ///< of the earlier ones: all, or the best one
  std::uint64_t evaluations = 0;       ///< of the earlier ones
};

/// The observers and callbacks of a series, see TrainingControl.
struct SeriesControl {
  std::vector<TrainingObserver*> observers{};
  std::function<void(const SeriesState&)> keep{};
  KeepPace keep_pace{};
  const SeriesState* from = nullptr;
  std::uint64_t first = 0;  ///< earlier trainings are skipped; below the series' count
};

/// A state does not fit the trainings that shall go on from it.
struct UnfitState : ModelError {
  using ModelError::ModelError;
};

/// What a series gives.
struct SeriesResult {
  /// Those kept, at least one: the best one, or all in order. Of all that began they are those before the
  /// first that time or a signal stopped without an iteration (if that is not number 0), and those up to the
  /// first that diverged.
  std::vector<Outcome> outcomes;
  std::uint64_t evaluations = 0;      ///< of all trainings
  std::optional<StopReason> early{};  ///< why trainings were cut short or left out: kTime or kSignal
};

/// What all trainings of a series share.
struct SeriesSetting {
  const Network& network;
  const Objective& objective;
  const OptimizerOptions& optimizer;
  const Start& start;
  const Stopwatch& watch;  ///< the time limit of the plans counts from its start
  Workers& workers;
  bool derives_l2 =
      false;  ///< whether each has the usual_l2() of its own training rows, and not objective.l2
};

/// Runs a series. Trainings run side by side, and are dealt to the ranks; or one after another on all threads
/// and ranks if someone watches. Both have the same bits. The best one has the best watched value on its
/// validation rows, or on its training rows if there are none; of equals it is the first; one that diverged
/// only counts if all did. All share the time limit: where all are kept and there is no checkpoint, each has
/// an equal part of what is left. Throws UnfitState if the state in control.from does not fit.
SeriesResult run_series(const StartSeries& series, const SeriesSetting& setting,
                        const SeriesControl& control);

}  // namespace nntrain
