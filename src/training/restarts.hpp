#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "metrics/threshold.hpp"
#include "optimizer/make_optimizer.hpp"
#include "training/bags.hpp"
#include "training/series.hpp"
#include "training/train.hpp"

namespace nntrain {

/// How to train a network.
struct Recipe {
  Objective objective;
  OptimizerOptions optimizer;
  TrainingPlan plan;
  std::uint64_t restarts = 1;  ///< number of starts
  std::uint64_t ensemble = 1;  ///< number of networks, each from its own start, whose outputs are averaged
  double bag = 0;              ///< the share of the training rows that each of them holds out; 0: none
  bool refits = false;         ///< whether the passes found on held-out rows are then made on all rows
  bool calibrates = false;     ///< whether a temperature is found on held-out rows
  ThresholdPlan threshold{};   ///< how two classes are told apart
  bool derives_l2 = false;     ///< whether the rows of each training set l2, by usual_l2()
};

/// The largest number of vectors with the length of the parameters that training keeps besides them: those of
/// the optimizer, and an average.
std::size_t vectors_kept(const Recipe& recipe);

/// The number of starts of a recipe: of --restarts or of an ensemble.
std::uint64_t start_count(const Recipe& recipe);

/// The state of training: of the search, and of the refit once it has begun.
struct Checkpoint {
  SeriesState search{};
  std::optional<SeriesState> refit{};
};

/// The observers and callbacks of training, see SeriesControl. The observers see the search alone.
struct RestartControl {
  std::vector<TrainingObserver*> observers{};
  std::function<void(const Checkpoint&)> keep{};
  KeepPace keep_pace{};
  const Checkpoint* from = nullptr;
  std::uint64_t first_restart = 0;  ///< earlier starts are skipped; below their number
  /// To repeat an ensemble that was cut short: only so many networks are trained, and each ends after as many
  /// iterations. Else none.
  std::vector<std::uint64_t> passes{};
};

/// Trains the networks of a recipe in two phases. The search trains from all starts: of --restarts the best
/// one stays, see run_series(); of an ensemble all do. The refit trains those that stayed anew, on more rows.
/// Keeps references to all arguments.
class NetworkTraining {
 public:
  /// `splits`: the training rows first. `bags`: which of these each network holds out, or none.
  NetworkTraining(const Recipe& recipe, const Start& start, const Network& network, const Splits& splits,
                  const Bags& bags, const RestartControl& control, Workers& workers);

  /// Trains all starts and writes the parameters that stay, one network behind the other; fewer networks than
  /// asked for if it was cut short or one diverged. The result has the iterations and the stop of the best
  /// start (or the time limit or signal that ended the starts early), and the evaluations and seconds of all.
  /// Of an ensemble it has `networks`, and the first stop of these that holds of any: diverged, signal, time,
  /// iterations, patience, tolerance, converged; its losses are NaN, for they are those of the mean outputs.
  /// Throws ModelError if the state in control.from does not fit.
  TrainingResult search(std::vector<double>& parameters);

  /// Trains each network of the search anew on the first of `splits`, from its start and with its random
  /// numbers, for as many iterations as its best one. Where time or a signal cuts this short, the parameters
  /// stay and the result gets that stop and was_in_refit; else it gets is_refitted, and a loss of NaN. Call
  /// it after search().
  void refit(const Splits& splits, std::vector<double>& parameters, TrainingResult& result);

 private:
  SeriesSetting setting() const;
  void give(const std::vector<Outcome>& outcomes, std::vector<double>& parameters) const;

  const Recipe& recipe_;
  const Start& start_;
  const Network& network_;
  const Splits& splits_;
  const Bags& bags_;
  const RestartControl& control_;
  Workers& workers_;
  Stopwatch watch_;
  SeriesResult searched_;
};

/// The search alone, of one network: `parameters` get those of the best start.
TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const RestartControl& control, Workers& workers = Workers::caller());

}  // namespace nntrain
