#include "training/trial.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/interruption.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"
#include "model/make_samples.hpp"
#include "training/memory.hpp"

namespace nntrain {
namespace {

Model make_model(const Experiment& experiment, const Table& table, const std::vector<std::size_t>& rows) {
  const Preparation& preparation = experiment.preparation;
  Preprocessing preprocessing = fit_preprocessing(table, rows, preparation.scale, experiment.reading.missing);
  if (experiment.notes_seen) preprocessing.note_seen(table, rows);
  Network network = make_network(experiment.network, preprocessing.input_count(), table.classes.size());
  return {.reading = experiment.reading,
          .preprocessing = std::move(preprocessing),
          .target = {table.target, table.target_item, table.task, table.classes,
                     fit_target(table, rows, preparation.scale_target),
                     experiment.notes_seen ? seen_target(table, rows) : std::nullopt,
                     experiment.recipe.threshold.number()},
          .weights_item = table.weights_item,
          .class_weights = class_weights(preparation.class_weights, table, rows),
          .loss = experiment.recipe.objective.loss,
          .network = std::move(network),
          .parameters = {}};
}

Start make_start(const Experiment& experiment, const Model& model, std::uint64_t seed) {
  const StartPlan& plan = experiment.start;
  if (plan.is_drawn) {
    return [network = model.network, initialization = plan.initialization, seed](
               std::uint64_t restart, std::span<double> parameters) {
      RandomStream random(seed, RandomPurpose::kStart, restart);
      initialize(network, initialization, random, parameters);
    };
  }
  std::vector<double> values(model.network.parameter_count());
  fill_parameters(plan.layers, model.network, model.preprocessing.input_names(), plan.file.path, values);
  return [values](std::uint64_t, std::span<double> parameters) {
    std::copy(values.begin(), values.end(), parameters.begin());
  };
}

/// Prepares everything except the splits.
PreparedTrial prepare(const Experiment& experiment, const Table& table, const Trial& trial,
                      std::size_t threads) {
  if (trial.parts.empty() || trial.parts.front().table != 0)
    throw std::logic_error("a trial's first part is not of the table that it is trained on");
  const std::vector<std::size_t> rows = rows_of(trial.parts.front(), table);
  PreparedTrial prepared{make_model(experiment, table, rows), {}, experiment.recipe, {}};
  if (prepared.recipe.derives_l2) prepared.recipe.objective.l2 = usual_l2(rows.size());
  Model& model = prepared.model;
  check_memory(model.network, table.targets.block_count(), vectors_kept(experiment.recipe), threads);
  model.parameters.resize(model.network.parameter_count());
  prepared.recipe.plan.seed = trial.seed;
  Watched& watched = prepared.recipe.plan.watched;
  watched.labels = model.target.labels();
  watched.scale = model.target.scale;
  watched.threshold = model.target.threshold;
  prepared.start = make_start(experiment, model, trial.seed);
  return prepared;
}

/// Makes the splits. Where a column has an unseen text, the remedy begins with leaving the column out:
/// nothing is trained yet.
template <typename Make>
Splits made_of(const Table& table, const Make& make) {
  try {
    return make();
  } catch (const UnseenText& error) {
    throw with_drop(error, table);
  }
}

/// Throws TrainingError if the watched metric chooses weights, and is undefined on its rows whatever the
/// outputs are: training would choose nothing.
void check_watched(const PreparedTrial& prepared) {
  const TrainingPlan& plan = prepared.recipe.plan;
  const Watched& watched = plan.watched;
  if (watched.metric == "loss" || (plan.patience == 0 && prepared.recipe.restarts == 1)) return;
  const Split* const validation = find_split(prepared.splits, "validation");
  const Split& split = validation == nullptr ? prepared.splits.front() : *validation;
  BlockMatrix zeros(prepared.model.network.outputs());
  zeros.grow_to(split.truth.rows());
  if (!std::isnan(measure_metric(watched.metric, zeros, split.truth, watched.labels,
                                 are_probabilities(prepared.model.network), {})))
    return;
  throw TrainingError(fmt::format("--metric {} is undefined on the {} rows: {}", printable(watched.metric),
                                  split.name, why_undefined(watched.metric)),
                      "watch another metric:  --metric loss");
}

/// The threshold that the validation rows give to a trained model. None if a signal leaves no time.
Threshold threshold_for(const PreparedTrial& trial, Workers& workers) {
  const Split* const split = find_split(trial.splits, "validation");
  if (split == nullptr) throw std::logic_error("a threshold is found on validation rows, and there are none");
  const Model& model = trial.model;
  LossGradient function(model.network, trial.recipe.objective, split->samples.inputs.block_count(), 0,
                        workers);
  BlockMatrix outputs(model.network.outputs());
  try {
    function.outputs(split->samples, model.parameters, outputs);
  } catch (const Interrupted&) {
    return {};
  }
  return find_threshold(trial.recipe.threshold, outputs, split->truth);
}

TrialResult without_samples(TrialResult result) {
  for (SplitResult& one : result.results) one.split.samples = Samples();
  return result;
}

}  // namespace

Network make_network(const NetworkPlan& plan, std::size_t inputs, std::size_t classes) {
  std::vector<std::size_t> sizes = {inputs};
  sizes.insert(sizes.end(), plan.hidden.begin(), plan.hidden.end());
  sizes.push_back(output_count(classes, plan.output));
  std::vector<Activation> activations = plan.activations;
  activations.push_back(plan.output);
  return Network(sizes, activations, plan.has_bias);
}

double usual_l2(std::size_t rows) {
  constexpr double kMost = 0.01;
  constexpr double kOverRows = 12;
  return std::min(kMost, kOverRows / static_cast<double>(std::max<std::size_t>(rows, 1)));
}

PreparedTrial prepare_trial(const Experiment& experiment, const std::vector<Table>& tables,
                            const Trial& trial, std::size_t threads) {
  PreparedTrial prepared = prepare(experiment, tables.front(), trial, threads);
  prepared.splits = made_of(tables.front(), [&] {
    return make_splits(tables, trial.parts, prepared.model, experiment.reading.unseen);
  });
  return prepared;
}

PreparedTrial prepare_last_trial(const Experiment& experiment, Table& table, const OtherTables& others,
                                 const Trial& trial, std::size_t threads) {
  PreparedTrial prepared = prepare(experiment, table, trial, threads);
  prepared.splits = made_of(table, [&] {
    return take_splits(table, others, trial.parts, prepared.model, experiment.reading.unseen);
  });
  return prepared;
}

TrialResult run_prepared(PreparedTrial prepared, const Trial& trial, const TrialControl& control,
                         Workers& workers) {
  RestartControl training = control.training;
  training.first_restart = trial.first_restart;
  if (control.on_prepared) training.observers = control.on_prepared(prepared);
  check_watched(prepared);
  Model& model = prepared.model;
  const TrainingResult trained = train_from_starts(prepared.recipe, prepared.start, model.network,
                                                   prepared.splits, model.parameters, training, workers);
  if (control.on_trained) control.on_trained(trained);
  if (prepared.recipe.threshold.is_found() && trained.stop != StopReason::kDiverged)
    model.target.threshold = threshold_for(prepared, workers);
  std::vector<SplitResult> results;
  for (Split& split : prepared.splits) {
    const bool is_known = results.empty() && !std::isnan(trained.loss);  // the loss of the training rows
    results.push_back(measure_split(model, prepared.recipe.objective, std::move(split),
                                    is_known ? std::optional(trained.loss) : std::nullopt, workers));
  }
  std::string bits = fingerprint(model.parameters);
  return {std::move(model), prepared.recipe, trained, std::move(results), std::move(bits)};
}

TrialResult run_trial(const Experiment& experiment, const std::vector<Table>& tables, const Trial& trial,
                      const TrialControl& control, Workers& workers) {
  return without_samples(
      run_prepared(prepare_trial(experiment, tables, trial, workers.size()), trial, control, workers));
}

std::vector<TrialResult> run_trials(const Experiment& experiment, const std::vector<Table>& tables,
                                    std::size_t count, const MakeTrial& make, Workers& workers,
                                    const std::function<void(std::size_t, TrialResult&)>& on_end) {
  std::vector<std::optional<TrialResult>> done(count);
  std::mutex ending;
  workers.side_by_side(count, [&](std::size_t i, Workers& own) {
    Trial trial = make(i);
    // Memory is needed for one start per thread.
    PreparedTrial prepared = prepare_trial(experiment, tables, trial, workers.size());
    trial.parts = std::vector<SplitSpec>();  // the prepared trial has its rows
    done[i] = without_samples(run_prepared(std::move(prepared), trial, {}, own));
    if (!on_end) return;
    const std::lock_guard<std::mutex> lock(ending);
    on_end(i, *done[i]);
  });
  std::vector<TrialResult> results;
  for (std::optional<TrialResult>& one : done) results.push_back(*std::move(one));
  return results;
}

}  // namespace nntrain
