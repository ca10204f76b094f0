#include "training/trial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/dealt_tasks.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/interruption.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"
#include "model/make_samples.hpp"
#include "model/start_weights.hpp"
#include "training/held_out.hpp"
#include "training/memory.hpp"
#include "training/pack_trial.hpp"
#include "training/temperature.hpp"

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
  const bool chooses = std::any_of(
      experiment.options.begin(), experiment.options.end(),
      [](const OptionValue& one) { return one.is_given && (one.flag == "features" || one.flag == "drop"); });
  fill_parameters(plan.layers, model, plan.file.path, values, chooses);
  return [values](std::uint64_t, std::span<double> parameters) {
    std::copy(values.begin(), values.end(), parameters.begin());
  };
}

/// The recipe of a trial with this model; not yet with the l2 that rows give.
Recipe recipe_of(const Experiment& experiment, const Trial& trial, const Model& model) {
  Recipe recipe = experiment.recipe;
  recipe.plan.seed = trial.seed;
  Watched& watched = recipe.plan.watched;
  watched.labels = model.target.labels();
  watched.scale = model.target.scale;
  watched.threshold = model.target.threshold;
  return recipe;
}

/// Prepares everything except the splits.
PreparedTrial prepare(const Experiment& experiment, const Table& table, const Trial& trial,
                      std::size_t threads, const MemoryBeside& beside) {
  if (trial.parts.empty() || trial.parts.front().table != 0)
    throw std::logic_error("a trial's first part is not of the table that it is trained on");
  const std::vector<std::size_t> rows = rows_of(trial.parts.front(), table);
  PreparedTrial prepared{make_model(experiment, table, rows), {}, {}, {}};
  Model& model = prepared.model;
  prepared.recipe = recipe_of(experiment, trial, model);
  const RowShare share = share_of_part(table, rows.size());
  const std::size_t blocks = share.ranks->most(table.targets.block_count());
  check_memory(model.network, blocks, vectors_kept(experiment.recipe), threads, beside);
  model.parameters.resize(model.network.parameter_count());
  prepared.bags = Bags(table, rows, {experiment.recipe.bag, experiment.split.bag_mode, trial.bag_seed},
                       experiment.recipe.ensemble);
  const std::size_t trained = prepared.bags.are_given() ? prepared.bags.trained(0).size() : share.all;
  if (prepared.recipe.derives_l2) prepared.recipe.objective.l2 = usual_l2(trained);
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

/// Throws TrainingError if the watched metric is undefined on rows of this `truth` (R x 1), whatever the
/// outputs are. `rows`: which these are.
void check_watched_on(const BlockMatrix& truth, const RowShare& share, const std::string& rows,
                      const PreparedTrial& prepared) {
  const Watched& watched = prepared.recipe.plan.watched;
  BlockMatrix zeros(prepared.model.network.outputs());
  zeros.grow_to(truth.rows());
  if (!std::isnan(measure_metric(watched.metric, zeros, truth, watched.labels,
                                 are_probabilities(prepared.model.network), {}, share)))
    return;
  throw TrainingError(fmt::format("--metric {} is undefined on the {}: {}", printable(watched.metric), rows,
                                  why_undefined(watched.metric)),
                      "watch another metric:  --metric loss");
}

/// Throws TrainingError if the watched metric chooses weights, and is undefined on its rows, or on those of
/// the bag of any network: training would choose nothing.
void check_watched(const PreparedTrial& prepared) {
  const Recipe& recipe = prepared.recipe;
  if (recipe.plan.watched.metric == "loss" || (recipe.plan.patience == 0 && recipe.restarts == 1)) return;
  const Split* const validation = find_split(prepared.splits, "validation");
  const Split& split = validation == nullptr ? prepared.splits.front() : *validation;
  if (!prepared.bags.are_given()) {
    check_watched_on(split.truth, split.samples.row_share(), fmt::format("{} rows", split.name), prepared);
    return;
  }
  for (std::uint64_t network = 0; network < recipe.ensemble; ++network) {
    check_watched_on(rows_at(split.truth, prepared.bags.held_out(network)), {},
                     fmt::format("rows that network {} holds out", network + 1), prepared);
  }
}

/// Sets the temperature and the threshold that held-out rows give to a trained model, if they are asked for
/// and a signal leaves the time. Returns the number of rows to calibrate on.
std::size_t settle_outputs(PreparedTrial& trial, Workers& workers) {
  const Recipe& recipe = trial.recipe;
  if (!recipe.calibrates && !recipe.threshold.is_found()) return 0;
  const HeldOut held_out = held_out_in(trial.splits, trial.bags);
  if (held_out.split == nullptr) throw std::logic_error("there are no held-out rows to decide by");
  Model& model = trial.model;
  std::size_t rows = 0;
  try {
    if (recipe.calibrates) rows = calibrate(held_out, model, workers);
    if (!recipe.threshold.is_found()) return rows;
    const HeldOutOutputs said = outputs_on(held_out, model, workers);
    model.target.threshold = find_threshold(recipe.threshold, said.outputs, said.truth);
  } catch (const Interrupted&) {  // what is missing then, no model is saved without
  }
  return rows;
}

/// The rows of a refit: those of training and validation.
Splits joined_rows(const Split& train, const Split& validation) {
  Splits splits(1);
  splits.front().name = train.name;
  splits.front().samples = joined_samples(train.samples, validation.samples);
  return splits;
}

/// Trains the networks of the search anew, and divides them by the temperature of those. Returns what the
/// latter say of the validation rows, if there are any.
std::optional<SplitResult> refit(PreparedTrial& trial, NetworkTraining& training, TrainingResult& trained,
                                 Workers& workers) {
  Model& model = trial.model;
  const auto validation = std::find_if(trial.splits.begin(), trial.splits.end(),
                                       [](const Split& split) { return split.name == "validation"; });
  std::optional<SplitResult> measured;
  std::size_t rows = trial.splits.front().samples.rows();
  if (validation == trial.splits.end()) {
    training.refit(trial.splits, model.parameters, trained);  // on all training rows: networks have bags
  } else {
    measured = measure_split(model, trial.recipe.objective, std::exchange(*validation, Split()), {}, workers);
    rows += measured->split.samples.rows();
    training.refit(joined_rows(trial.splits.front(), measured->split), model.parameters, trained);
  }
  if (trained.is_refitted && trial.recipe.derives_l2) trial.recipe.objective.l2 = usual_l2(rows);
  if (trained.is_refitted && model.target.temperature)
    divide_last_layers(model.network, *model.target.temperature, model.parameters);
  return measured;
}

/// The losses that training left to the measurements, or that a temperature has changed.
void note_losses(const std::vector<SplitResult>& results, TrainingResult& trained) {
  if (!std::isnan(trained.loss)) return;
  for (const SplitResult& one : results) {
    if (&one == &results.front()) trained.loss = metric(one.measures, "loss");
    if (one.split.name == "validation") trained.validation_loss = metric(one.measures, "loss");
  }
}

bool can_go_on(StopReason stop) {
  return stop != StopReason::kDiverged && stop != StopReason::kSignal && stop != StopReason::kTime;
}

TrialResult without_samples(TrialResult result) {
  for (SplitResult& one : result.results) {
    const RowShare share = one.split.samples.share;
    one.split.samples = Samples();
    one.split.samples.share = share;
  }
  return result;
}

/// The result of a trial that another rank has run. It is prepared here, too, but for its samples.
TrialResult told_trial(const Experiment& experiment, const Table& table, const Trial& trial,
                       const Ranks::Bytes& told) {
  Model model = make_model(experiment, table, rows_of(trial.parts.front(), table));
  Recipe recipe = recipe_of(experiment, trial, model);
  TrialResult result{std::move(model), std::move(recipe), {}, {}, {}};
  unpack_trial(told, result);
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

PreparedTrial prepare_trial(const Experiment& experiment, const std::vector<Table>& tables,
                            const Trial& trial, std::size_t threads, std::size_t runs) {
  const MemoryBeside beside = beside_run(experiment.recipe, threads, tables, runs);
  PreparedTrial prepared = prepare(experiment, tables.front(), trial, threads, beside);
  prepared.splits = made_of(tables.front(), [&] {
    return make_splits(tables, trial.parts, prepared.model, experiment.reading.unseen);
  });
  return prepared;
}

PreparedTrial prepare_last_trial(const Experiment& experiment, Table& table, const OtherTables& others,
                                 const Trial& trial, std::size_t threads) {
  PreparedTrial prepared =
      prepare(experiment, table, trial, threads, beside_training(experiment.recipe, threads));
  prepared.splits = made_of(table, [&] {
    return take_splits(table, others, trial.parts, prepared.model, experiment.reading.unseen);
  });
  return prepared;
}

TrialResult run_prepared(PreparedTrial prepared, const Trial& trial, const TrialControl& control,
                         Workers& workers) {
  RestartControl training = control.training;
  training.first_restart = trial.first_restart;
  training.passes = trial.passes;
  if (control.on_prepared) training.observers = control.on_prepared(prepared);
  check_watched(prepared);
  Model& model = prepared.model;
  NetworkTraining networks(prepared.recipe, prepared.start, model.network, prepared.splits, prepared.bags,
                           training, workers);
  TrainingResult trained = networks.search(model.parameters);
  std::size_t calibration_rows = 0;
  if (trained.stop != StopReason::kDiverged) calibration_rows = settle_outputs(prepared, workers);
  if (model.target.temperature) trained.loss = std::numeric_limits<double>::quiet_NaN();
  std::optional<SplitResult> validation;  // measured before a refit
  if (prepared.recipe.refits && can_go_on(trained.stop))
    validation = refit(prepared, networks, trained, workers);
  if (control.on_trained) control.on_trained(trained);
  std::vector<SplitResult> results;
  for (Split& split : prepared.splits) {
    const bool is_known = results.empty() && !std::isnan(trained.loss);  // the loss of the training rows
    if (validation && split.samples.rows() == 0) {                       // moved there
      results.push_back(*std::exchange(validation, std::nullopt));
    } else {
      results.push_back(measure_split(model, prepared.recipe.objective, std::move(split),
                                      is_known ? std::optional(trained.loss) : std::nullopt, workers));
    }
  }
  note_losses(results, trained);
  std::string bits = fingerprint(model.parameters);
  return {std::move(model),   prepared.recipe, std::move(trained),
          std::move(results), std::move(bits), calibration_rows};
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
  const auto end = [&](std::size_t i, TrialResult result) {
    done[i] = std::move(result);
    if (!on_end) return;
    const std::lock_guard<std::mutex> lock(ending);
    on_end(i, *done[i]);
  };
  const auto run = [&](std::size_t i, Workers& own) {
    Trial trial = make(i);
    // How many of several are made at a time, runs_in_memory() has said: here one must fit.
    PreparedTrial prepared = prepare_trial(experiment, tables, trial, own.size(), count);
    trial.parts = std::vector<SplitSpec>();  // the prepared trial has its rows
    end(i, without_samples(run_prepared(std::move(prepared), trial, {}, own)));
  };
  if (count > 1 && tables.front().is_shared()) {
    for (std::size_t i = 0; i < count; ++i) run(i, workers);
  } else if (count > 1 && workers.ranks().are_many()) {
    const std::vector<Ranks::Bytes> dealt = do_dealt(workers, count, [&](std::size_t i, Workers& own) {
      run(i, own);
      return packed_trial(*done[i]);
    });
    workers.run(count, [&](std::size_t i, std::size_t) {
      if (!done[i]) end(i, told_trial(experiment, tables.front(), make(i), dealt[i]));
    });
  } else {
    workers.side_by_side(count, run);
  }
  std::vector<TrialResult> results;
  for (std::optional<TrialResult>& one : done) results.push_back(*std::move(one));
  return results;
}

}  // namespace nntrain
