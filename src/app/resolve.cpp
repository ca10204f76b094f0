#include "app/resolve.hpp"

#include <utility>

#include <fmt/format.h>

#include "app/contradictions.hpp"
#include "app/metric_flag.hpp"
#include "app/resume.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "dataset/guess.hpp"
#include "model/weights_form.hpp"

namespace nntrain {
namespace {

/// Checks options that work only with two classes, or with one output: of two classes, or of a number.
void check_outputs(const TrainOptions& options, const Table& table) {
  const std::size_t classes = table.classes.size();
  const bool perceptron = options.optimizer == OptimizerKind::kPerceptron;
  if (classes > 2 && (perceptron || options.output_activation == Activation::kStep)) {
    const bool has_step = !perceptron || options.is_given("output-activation");
    throw UsageError(
        fmt::format("{} separates two classes, and the target '{}' has {}",
                    perceptron ? "--optimizer perceptron" : "--output-activation step",
                    printable(table.target), classes),
        fmt::format("use {}{}{}, or choose a target of two classes", perceptron ? "--optimizer gd" : "",
                    perceptron && has_step ? " " : "", has_step ? "--output-activation softmax" : ""));
  }
  if (classes > 2 && options.threshold.by != ThresholdBy::kNone) {
    throw UsageError(fmt::format("--threshold is for two classes, and the target '{}' has {}",
                                 printable(table.target), classes),
                     "leave it out, or choose a target of two classes");
  }
  if (options.backprop != Backprop::kLecture) return;
  if (classes > 2) {
    throw UsageError(fmt::format("--backprop lecture is defined for one output, and the target '{}' has {} "
                                 "classes",
                                 printable(table.target), classes),
                     Remedy(RemedyId::kExactBackprop, {{"", {"--backprop", "exact"}}}));
  }
  const bool says_so = options.output_activation && options.loss;
  if (table.task == Task::kRegress && !says_so) {
    throw UsageError(
        fmt::format(
            "--backprop lecture is defined for a sigmoid output and the loss sse, and a regression (target "
            "'{}') has others by default",
            printable(table.target)),
        Remedy(RemedyId::kLectureBackprop,
               {{"choose them", {"--output-activation", "sigmoid", "--loss", "sse"}},
                {"use", {"--backprop", "exact"}}},
               true));
  }
}

Activation usual_output(const Table& table) {
  if (table.task == Task::kRegress) return Activation::kIdentity;
  return table.classes.size() > 2 ? Activation::kSoftmax : Activation::kSigmoid;
}

bool is_for(Task task, const LossFunction& loss) {
  return task == Task::kRegress ? term_of(loss.kind) != LossTerm::kLogarithm : !is_robust(loss.kind);
}

Loss usual_loss(const TrainOptions& options, const Table& table) {
  if (table.task == Task::kRegress) return Loss::kMse;
  return options.output_activation == Activation::kSoftmax ? Loss::kCrossEntropy : Loss::kSse;
}

/// Sets what a perceptron implies: layers, output, loss and batches.
void imply(TrainOptions& options) {
  if (options.optimizer != OptimizerKind::kPerceptron) return;
  if (!options.is_given("hidden")) options.hidden.clear();
  if (!options.output_activation) options.output_activation = Activation::kStep;
  if (!options.loss) options.loss = Loss::kHalfSse;
  options.batch_size = 1;
  options.no_shuffle = true;
}

/// The options with a value in place of every `auto`.
TrainOptions settle(TrainOptions options, const Table& table) {
  imply(options);
  ReadOptions& read = options.read;
  read.task = table.task;
  refuse_contradictions(options);
  check_outputs(options, table);
  read.header = table.has_header ? HeaderMode::kYes : HeaderMode::kNo;
  read.delimiter = delimiter_text(table.delimiter);
  read.features = table.features_list();
  read.target = table.target_item;
  read.categorical = table.categorical_list;
  read.weights_column = table.weights_item;
  read.keep = table.kept_list();
  for (const PlaceColumn& one : kPlaceColumns) read.*one.asked = (table.*one.read).item;
  // The kept columns are not stored in a model: a command without --keep must name the features.
  if (!table.kept.empty()) options.given.insert("features");
  if (options.loss && !is_for(table.task, *options.loss)) options.loss.reset();  // that of a recipe
  if (table.task == Task::kClassify) options.scale_target = ScaleMode::kNone;
  if (table.task == Task::kRegress && options.split == SplitMode::kStratified && !options.cross_validates) {
    options.split = SplitMode::kRandom;
  }
  if (!options.output_activation) options.output_activation = usual_output(table);
  if (!options.loss) options.loss = usual_loss(options, table);
  const double rate = usual_learning_rate(options.optimizer);
  if (!options.learning_rate && rate > 0) options.learning_rate = rate;
  check_metric(
      options.metric,
      known_metrics({"train", "validation", "test"}, labels_of(table.classes), *options.output_activation),
      "it is watched on the validation rows, if there are any, else on the training rows");
  return options;
}

Reading reading_of(const TrainOptions& settled) {
  const ReadOptions& read = settled.read;
  return {read.header == HeaderMode::kYes,
          is_guessable(read.delimiter) ? "auto" : read.delimiter,
          read.columns,
          read.na,
          read.missing,
          settled.unseen,
          read.numbers,
          read.comment};
}

NetworkPlan network_of(const TrainOptions& settled) {
  NetworkPlan plan{{settled.hidden.begin(), settled.hidden.end()},
                   settled.activations,
                   *settled.output_activation,
                   !settled.no_bias};
  if (plan.activations.size() == 1) plan.activations.assign(plan.hidden.size(), plan.activations.front());
  return plan;
}

/// Throws ModelError for the layers of a network that no perceptron is.
void refuse_hidden(const StartPlan& plan) {
  if (plan.layers.size() < 2) return;
  std::vector<std::string> units;
  for (std::size_t l = 0; l + 1 < plan.layers.size(); ++l) {
    if (plan.layers[l].weights.empty()) return;
    units.push_back(std::to_string(plan.layers[l].unit_count()));
  }
  throw ModelError(
      fmt::format("{} is of a network with {}, and a perceptron has none", shown_path(plan.file.path),
                  counted(units.size(), "hidden layer")),
      fmt::format("leave --optimizer perceptron out:  --optimizer gd --hidden {}", join(units, ",")));
}

/// How the first weights are made. A resumed run takes its weights from the checkpoint, and the file of
/// --init-from need not be there any more.
StartPlan start_of(const TrainRequest& request, const NetworkPlan& plan_of_network, const Table& table) {
  const TrainOptions& options = request.options;
  StartPlan plan{options.init};
  if (options.init_from.empty()) return plan;
  plan.file = {"init-from", options.init_from, ""};
  if (!options.resume.empty()) {
    const InputFile* const file = request.from->receipt.find_file("init-from");
    if (file != nullptr) plan.file.sha256 = file->sha256;
    return plan;
  }
  // What the weights are for, perhaps with more inputs.
  const Network network = make_network(plan_of_network, most_inputs(table), table.classes.size());
  WeightsFile file = read_weights(options.init_from, weights_form(network));
  plan.is_drawn = false;
  plan.layers = std::move(file.layers);
  if (options.optimizer == OptimizerKind::kPerceptron) refuse_hidden(plan);
  if (request.hashes_files) plan.file.sha256 = sha256_of(file.text);
  if (request.from) check_file(*request.from, plan.file, request.options.outputs.continues);
  return plan;
}

Recipe recipe_of(const TrainOptions& settled) {
  Recipe recipe;
  recipe.objective = {*settled.loss, settled.backprop, settled.l2.value_or(0), settled.fixed_bias,
                      settled.dropout};
  recipe.derives_l2 = !settled.l2;
  recipe.optimizer = {settled.optimizer, settled.learning_rate.value_or(0), settled.momentum,
                      settled.nesterov};
  recipe.plan = {.iterations = settled.iterations,
                 .planned = settled.planned_iterations,
                 .schedule = settled.schedule,
                 .batch_size = settled.batch_size,
                 .shuffle = !settled.no_shuffle,
                 .seed = settled.seed,
                 .tolerance = settled.tolerance,
                 .patience = settled.patience,
                 .watched = {settled.metric},
                 .max_seconds = settled.max_seconds,
                 .average = settled.average,
                 .until_still = settled.optimizer == OptimizerKind::kPerceptron};
  recipe.restarts = settled.restarts;
  recipe.ensemble = settled.ensemble;
  recipe.bag = settled.bag;
  recipe.refits = settled.refit;
  recipe.calibrates = settled.calibrate;
  recipe.threshold = settled.threshold;
  return recipe;
}

/// How the networks of an ensemble hold out rows: as --split says, if it was given; else as folds.
SplitMode bag_mode(const TrainOptions& settled) {
  return settled.is_given("split") ? settled.split : SplitMode::kStratified;
}

}  // namespace

Experiment resolve(const TrainRequest& request, const Table& table) {
  TrainOptions settled = settle(request.options, table);
  Experiment experiment{
      .reading = reading_of(settled),
      .preparation = {settled.scale, settled.scale_target, settled.class_weights},
      .network = network_of(settled),
      .start = {},
      .recipe = recipe_of(settled),
      .split = {settled.split, settled.validation_fraction, settled.test_fraction,
                settled.split_seed.value_or(settled.seed), bag_mode(settled)},
      .notes_seen = request.notes_seen,
      .options = train_flags(settled).values(settled.given),
  };
  if (request.from) check_resume(*request.from, experiment, request.options.outputs.continues);
  experiment.start = start_of(request, experiment.network, table);
  return experiment;
}

std::size_t most_inputs(const Table& table) {
  std::size_t inputs = 0;
  for (const Column& column : table.features) inputs += column.is_text ? column.levels.size() : 1;
  return inputs;
}

}  // namespace nntrain
