#include "training/restarts.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace nntrain {
namespace {

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

/// The result of an ensemble: the first of these stops that holds of any network.
TrainingResult result_of_all(const std::vector<Outcome>& outcomes) {
  TrainingResult all;
  all.loss = kNotMeasured;
  for (const Outcome& outcome : outcomes) {
    all.networks.push_back(outcome.result);
    all.iterations = std::max(all.iterations, outcome.result.iterations);
  }
  for (const StopReason reason :
       {StopReason::kConverged, StopReason::kTolerance, StopReason::kPatience, StopReason::kIterations,
        StopReason::kTime, StopReason::kSignal, StopReason::kDiverged}) {
    const bool holds = std::any_of(all.networks.begin(), all.networks.end(),
                                   [&](const TrainingResult& network) { return network.stop == reason; });
    if (holds) all.stop = reason;
  }
  return all;
}

}  // namespace

std::size_t vectors_kept(const Recipe& recipe) {
  return vectors_kept(recipe.optimizer.kind) + (recipe.plan.average > 0 ? 1 : 0);
}

std::uint64_t start_count(const Recipe& recipe) {
  return std::max(recipe.ensemble, recipe.restarts);  // one of them is 1
}

NetworkTraining::NetworkTraining(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, const Bags& bags, const RestartControl& control,
                                 Workers& workers)
    : recipe_(recipe),
      start_(start),
      network_(network),
      splits_(splits),
      bags_(bags),
      control_(control),
      workers_(workers) {}

SeriesSetting NetworkTraining::setting() const {
  return {network_, recipe_.objective, recipe_.optimizer, start_, watch_, workers_, recipe_.derives_l2};
}

void NetworkTraining::give(const std::vector<Outcome>& outcomes, std::vector<double>& parameters) const {
  parameters.clear();
  parameters.reserve(outcomes.size() * network_.parameter_count());  // else there are two copies as it grows
  for (const Outcome& outcome : outcomes)
    parameters.insert(parameters.end(), outcome.parameters.begin(), outcome.parameters.end());
}

TrainingResult NetworkTraining::search(std::vector<double>& parameters) {
  const bool is_ensemble = recipe_.ensemble > 1;
  const std::vector<std::uint64_t>& passes = control_.passes;
  const StartSeries series{passes.empty() ? start_count(recipe_) : passes.size(), is_ensemble,
                           [this, &passes](std::uint64_t number) {
                             TrainingPlan plan = recipe_.plan;
                             plan.restart = number;
                             if (!passes.empty()) plan.passes = passes[number];
                             return plan;
                           },
                           [this](std::uint64_t number, Splits& own) -> const Splits& {
                             if (!bags_.are_given()) return splits_;
                             own = bags_.splits(splits_.front(), number);
                             return own;
                           },
                           splits_.front().samples.is_shared()};
  SeriesControl control{control_.observers, {}, control_.keep_pace, nullptr, control_.first_restart};
  if (control_.from != nullptr) control.from = &control_.from->search;
  const bool is_done = control_.from != nullptr && control_.from->refit;
  if (control_.keep && !is_done)
    control.keep = [this](const SeriesState& state) { control_.keep({state, {}}); };
  searched_ = run_series(series, setting(), control);
  give(searched_.outcomes, parameters);
  if (!recipe_.refits) {
    for (Outcome& outcome : searched_.outcomes) outcome.parameters = std::vector<double>();
  }
  TrainingResult result = is_ensemble ? result_of_all(searched_.outcomes) : searched_.outcomes.front().result;
  // The time is no news where all starts diverged.
  const std::optional<StopReason>& early = searched_.early;
  if (early && (early == StopReason::kSignal || result.stop != StopReason::kDiverged)) result.stop = *early;
  result.seconds = watch_.seconds();
  result.evaluations = searched_.evaluations;
  return result;
}

void NetworkTraining::refit(const Splits& splits, std::vector<double>& parameters, TrainingResult& result) {
  const std::vector<Outcome>& networks = searched_.outcomes;
  const StartSeries series{networks.size(), true,
                           [this, &networks](std::uint64_t number) {
                             const TrainingResult& found = networks[number].result;
                             TrainingPlan plan = recipe_.plan;
                             plan.restart = found.restart;
                             plan.passes = found.best_iteration.value_or(found.iterations);
                             plan.patience = 0;
                             plan.tolerance = 0;
                             plan.watched.metric = "loss";
                             return plan;
                           },
                           [&splits](std::uint64_t, Splits&) -> const Splits& { return splits; },
                           splits.front().samples.is_shared()};
  SeriesControl control;
  control.keep_pace = control_.keep_pace;
  if (control_.from != nullptr && control_.from->refit) control.from = &*control_.from->refit;
  if (control_.keep) {
    const SeriesState searched{start_count(recipe_), {}, networks, searched_.evaluations};
    control.keep = [this, searched](const SeriesState& state) { control_.keep({searched, state}); };
  }
  const SeriesResult refitted = run_series(series, setting(), control);
  result.seconds = watch_.seconds();
  result.evaluations += refitted.evaluations;
  const StopReason stop = result_of_all(refitted.outcomes).stop;
  for (const StopReason cut : {StopReason::kSignal, StopReason::kTime}) {
    if (stop != cut && refitted.early != cut) continue;
    result.stop = cut;
    result.was_in_refit = true;
    return;
  }
  if (stop == StopReason::kDiverged) result.stop = stop;
  give(refitted.outcomes, parameters);
  result.is_refitted = true;
  result.loss = kNotMeasured;
}

TrainingResult train_from_starts(const Recipe& recipe, const Start& start, const Network& network,
                                 const Splits& splits, std::span<double> parameters,
                                 const RestartControl& control, Workers& workers) {
  if (recipe.ensemble > 1) throw std::logic_error("an ensemble has more than one network");
  std::vector<double> best;
  const Bags none;
  TrainingResult result =
      NetworkTraining(recipe, start, network, splits, none, control, workers).search(best);
  std::copy(best.begin(), best.end(), parameters.begin());
  return result;
}

}  // namespace nntrain
