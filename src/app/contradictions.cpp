#include "app/contradictions.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/preset_lists.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

using Options = TrainOptions;

bool is_perceptron(const Options& o) {
  return o.optimizer == OptimizerKind::kPerceptron;
}
bool is_descent(const Options& o) {
  return o.optimizer == OptimizerKind::kGradientDescent;
}
bool is_regression(const Options& o) {
  return o.read.task == Task::kRegress;
}
bool is_lecture(const Options& o) {
  return o.backprop == Backprop::kLecture;
}
bool has_logarithms(const Options& o) {
  return o.loss && term_of(o.loss->kind) == LossTerm::kLogarithm;
}
bool is_for_numbers(const Options& o) {
  return o.loss && is_robust(o.loss->kind);
}
bool output_is(const Options& o, Activation activation) {
  return o.output_activation == activation;
}

bool has_hidden_step(const Options& o) {
  return !o.hidden.empty() && !std::all_of(o.activations.begin(), o.activations.end(), can_be_trained);
}

/// Whether the user wants hidden layers, which a perceptron does not have.
bool asks_for_hidden(const Options& o) {
  return !o.hidden.empty() && (o.is_given("hidden") || o.is_given("activation"));
}

bool has_threshold(const Options& o) {
  return o.threshold.by != ThresholdBy::kNone;
}

/// Whether this flag names a file to write.
bool writes_file(Options options, const std::string& flag) {
  const FlagTable flags = train_flags(options);
  const std::vector<const Flag*> outputs = outputs_of(flags);
  return std::any_of(outputs.begin(), outputs.end(), [&](const Flag* one) { return one->name == flag; });
}

bool has_split_column(const Options& o) {
  return !o.read.split_column.empty();
}

/// Whether the rows of --data are not parted. The final model of a cross-validation has the flags of the
/// folds. Where a preset found too few rows to hold out, the user did what is to be done.
bool parts_nothing(const Options& o) {
  return o.validation_fraction == 0 && o.test_fraction == 0 && o.bag == 0 && !o.cross_validates &&
         !o.is_repeat && !o.holds_out_none;
}

const std::string kOwnRows = "each network holds out rows of its own, and these are for all of them";
const std::string kEachRow = "the column says the part of each row";
const std::string kLectureRemedy = "use --backprop exact";
const std::string kPerceptronRemedy = "leave it out, or use another --optimizer";

/// A flag for one run, where --seeds asks for several.
Contradiction one_run(const char* flag, const std::string& reason, bool (*is_there)(const Options&),
                      const std::string& example) {
  return {"seeds",
          "contradicts",
          flag,
          [is_there](const Options& o) { return !o.seeds.empty() && is_there(o); },
          reason + ", and there is one for each seed",
          "leave one of them out",
          "--seeds 1..3 " + example};
}

/// A flag about the result of training, where --check-gradients trains nothing.
Contradiction no_result(const std::string& flag, std::function<bool(const Options&)> is_there,
                        const std::string& example) {
  return {"check-gradients",
          "contradicts",
          flag,
          [is_there = std::move(is_there)](const Options& o) { return o.check_gradients && is_there(o); },
          "nothing is trained: there is nothing to write to a file, to print or to assert",
          "leave one of them out",
          "--check-gradients " + example};
}

/// Those of all flags that name a file to write, and of the others.
std::vector<Contradiction> without_results() {
  std::vector<Contradiction> all;
  Options none;
  const FlagTable flags = train_flags(none);
  for (const Flag& flag : flags.flags()) {
    if (!flag.file || !flag.file->writing) continue;
    all.push_back(no_result(
        flag.name, [name = flag.name](const Options& o) { return writes_file(o, name); },
        fmt::format("--{} {}", flag.name, flag.name.starts_with("plot") ? "p.svg" : "out.csv")));
  }
  all.push_back(no_result(
      "resume", [](const Options& o) { return !o.resume.empty(); }, "--resume c.json"));
  all.push_back(no_result(
      "print", [](const Options& o) { return !o.outputs.print.empty(); }, "--print accuracy"));
  all.push_back(no_result(
      "assert", [](const Options& o) { return !o.outputs.asserts.empty(); }, "--assert accuracy>=0.9"));
  all.push_back(no_result(
      "format", [](const Options& o) { return o.outputs.format != Format::kText; }, "--format json"));
  return all;
}

std::vector<Contradiction> list_all() {
  return {
      {"validation", "contradicts", "validation-fraction",
       [](const Options& o) { return !o.validation.empty() && o.validation_fraction > 0; },
       "the validation rows come from a file or from --data", "leave one of them out",
       "--validation data/xnor.csv --validation-fraction 0.2"},
      {"test", "contradicts", "test-fraction",
       [](const Options& o) { return !o.test.empty() && o.test_fraction > 0; },
       "the test rows come from a file or from --data", "leave one of them out",
       "--test data/xnor.csv --test-fraction 0.2"},
      {"test-fraction", "contradicts", "validation-fraction",
       [](const Options& o) { return o.test_fraction + o.validation_fraction >= 1; },
       "together they leave no row to train on", "hold out fewer rows",
       "--test-fraction 0.5 --validation-fraction 0.5"},
      {"split-column", "contradicts", "test-fraction",
       [](const Options& o) { return has_split_column(o) && o.test_fraction > 0; }, kEachRow,
       "leave one of them out", "--split-column col:1 --test-fraction 0.2"},
      {"split-column", "contradicts", "validation-fraction",
       [](const Options& o) { return has_split_column(o) && o.validation_fraction > 0; }, kEachRow,
       "leave one of them out", "--split-column col:1 --validation-fraction 0.2"},
      {"split-column", "contradicts", "test",
       [](const Options& o) { return has_split_column(o) && !o.test.empty(); }, kEachRow,
       "leave one of them out", "--split-column col:1 --test data/xnor.csv"},
      {"split-column", "contradicts", "validation",
       [](const Options& o) { return has_split_column(o) && !o.validation.empty(); }, kEachRow,
       "leave one of them out", "--split-column col:1 --validation data/xnor.csv"},
      {"split-column", "contradicts", "split",
       [](const Options& o) { return has_split_column(o) && o.is_given("split"); }, kEachRow,
       "leave one of them out", "--split-column col:1 --split random"},
      {"split-column", "contradicts", "split-seed",
       [](const Options& o) { return has_split_column(o) && o.is_given("split-seed"); }, kEachRow,
       "leave one of them out", "--split-column col:1 --split-seed 2"},
      {"split-column", "contradicts", "group",
       [](const Options& o) { return has_split_column(o) && !o.read.group.empty(); }, kEachRow,
       "leave one of them out", "--split-column col:1 --group col:2"},
      {"split", "contradicts", "group",
       [](const Options& o) { return o.split == SplitMode::kHash && !o.read.group.empty(); },
       "the hash of a column keeps the rows with its text together",
       "leave --group out, or name its column:  --split hash:COLUMN",
       "--split hash:col:1 --group col:2 --test-fraction 0.2"},
      {"group", "needs", "test-fraction",
       [](const Options& o) { return !o.read.group.empty() && parts_nothing(o); },
       "it keeps rows together where rows are held out, and none are", "hold out rows:  --test-fraction 0.2",
       "--group col:1"},
      {"split", "needs", "test-fraction",
       [](const Options& o) { return o.is_given("split") && parts_nothing(o); },
       "it chooses how rows are held out, and none are", "hold out rows:  --test-fraction 0.2",
       "--split random"},
      {"split-seed", "needs", "test-fraction",
       [](const Options& o) { return o.is_given("split-seed") && parts_nothing(o); },
       "it chooses which rows are held out, and none are", "hold out rows:  --test-fraction 0.2",
       "--split-seed 2"},
      {"patience", "needs", "validation-fraction",
       [](const Options& o) { return o.patience > 0 && o.ensemble == 1 && !o.holds_out_rows(); },
       "it watches the validation loss, and there are no validation rows",
       "hold out rows:  --validation-fraction 0.2", "--patience 10"},
      {"patience", "needs", "bag",
       [](const Options& o) { return o.patience > 0 && o.ensemble > 1 && !o.holds_out_rows(); },
       "it watches the validation loss, and there are no validation rows",
       "let each network hold out rows of its own:  --bag 0.2, or all the same ones:  --validation-fraction "
       "0.2",
       "--ensemble 3 --patience 5"},
      {"threshold", "contradicts", "task",
       [](const Options& o) { return is_regression(o) && has_threshold(o); },
       "the target is a number: there are no classes", "leave it out, or use --task classify",
       "--task regress --threshold recall=0.9"},
      {"threshold", "needs", "validation-fraction",
       [](const Options& o) { return o.threshold.is_found() && !o.holds_out_rows(); },
       "it finds the threshold on validation rows, and there are none",
       "hold out rows:  --validation-fraction 0.2", "--threshold recall=0.9"},
      {"metric", "needs", "patience",
       [](const Options& o) {
         const bool chooses_seed = !o.seeds.empty() && !o.outputs.save.empty();
         return o.metric != "loss" && o.patience == 0 && o.restarts == 1 && o.outputs.log.empty() &&
                !chooses_seed && !o.is_repeat;
       },
       "it is watched by --patience, --restarts or --log, and there is none of them",
       "name what watches it, such as --patience 20 --validation-fraction 0.2, or watch the loss:  --metric "
       "loss",
       "--metric auc"},

      {"keep", "needs", "predictions",
       [](const Options& o) { return !o.read.keep.empty() && o.outputs.predictions.empty(); },
       "it copies columns into that file", "name it:  --predictions FILE", "--keep col:1"},
      {"checkpoint-every", "needs", "checkpoint",
       [](const Options& o) { return o.outputs.checkpoint_every && o.outputs.checkpoint.empty(); },
       "without it there is no file to write", "name it:  --checkpoint FILE", "--checkpoint-every 10"},
      {"plot-every", "needs", "plot-film",
       [](const Options& o) { return o.outputs.plot.film.every && o.outputs.plot.film.path.empty(); },
       "it is the pace of the film, and there is none", "name its file:  --plot-film FILE.svg",
       "--plot-every 10"},

      {"continue", "needs", "checkpoint",
       [](const Options& o) { return o.outputs.continues && o.outputs.checkpoint.empty(); },
       "without it there is no file to go on from", "name it:  --checkpoint FILE", "--continue"},
      {"continue", "contradicts", "resume",
       [](const Options& o) { return o.outputs.continues && !o.resume.empty(); },
       "both say where to go on from", "leave --resume out",
       "--continue --checkpoint c.json --resume d.json"},

      {"like", "contradicts", "resume", [](const Options& o) { return !o.like.empty() && !o.resume.empty(); },
       "both bring the flags of an earlier run", "leave one of them out", "--like m.json --resume c.json"},
      {"preset", "contradicts", "like",
       [](const Options& o) { return o.is_given("preset") && !o.like.empty(); },
       "the earlier run has a value for each flag of a preset",
       "leave one of them out; single flags override --like", "--preset modern --like m.json"},

      {"folds", "contradicts", "fold-column",
       [](const Options& o) {
         return o.cross_validates && o.is_given("folds") && !o.read.fold_column.empty();
       },
       "the column says the folds", "leave one of them out", "cv --folds 3 --fold-column part"},
      {"split", "contradicts", "fold-column",
       [](const Options& o) { return o.is_given("split") && !o.read.fold_column.empty(); },
       "the column says the folds", "leave one of them out", "cv --split random --fold-column part"},
      {"group", "contradicts", "fold-column",
       [](const Options& o) { return !o.read.group.empty() && !o.read.fold_column.empty(); },
       "the column says the folds, and may cut groups", "leave one of them out",
       "cv --group person --fold-column part"},
      {"repeats", "contradicts", "fold-column",
       [](const Options& o) { return o.repeats > 1 && !o.read.fold_column.empty(); },
       "all repeats would have the same folds", "leave one of them out", "cv --repeats 2 --fold-column part"},
      {"repeats", "contradicts", "split",
       [](const Options& o) { return o.repeats > 1 && o.split == SplitMode::kOrdered; },
       "all repeats would have the same folds", "leave one of them out", "cv --repeats 2 --split ordered"},
      {"seeds", "contradicts", "seed",
       [](const Options& o) { return !o.seeds.empty() && o.is_given("seed"); },
       "each run has a seed of the list", "leave one of them out", "--seeds 1..3 --seed 2"},
      one_run(
          "log", "it follows one network", [](const Options& o) { return !o.outputs.log.empty(); },
          "--log log.csv"),
      one_run(
          "log-weights", "it follows one network",
          [](const Options& o) { return !o.outputs.log_weights.empty(); }, "--log-weights weights.csv"),
      one_run(
          "trace", "it follows one network", [](const Options& o) { return o.outputs.trace > 0; },
          "--trace 1"),
      one_run(
          "checkpoint", "it is the state of one network",
          [](const Options& o) { return !o.outputs.checkpoint.empty(); }, "--checkpoint c.json"),
      one_run(
          "resume", "it goes on with one network", [](const Options& o) { return !o.resume.empty(); },
          "--resume c.json"),
      one_run(
          "init-from", kSameStart, [](const Options& o) { return !o.init_from.empty(); },
          "--init-from data/lecture_start.json"),
      one_run(
          "check-gradients", "it looks at one network", [](const Options& o) { return o.check_gradients; },
          "--check-gradients"),
      one_run(
          "predictions", "each run has its own",
          [](const Options& o) { return !o.outputs.predictions.empty(); }, "--predictions p.csv"),
      one_run(
          "plot-film", "it shows one network",
          [](const Options& o) { return !o.outputs.plot.film.path.empty(); }, "--plot-film f.svg"),
      {"seeds", "contradicts", "save",
       [](const Options& o) {
         const bool has_same_rows =
             !o.validation.empty() || has_split_column(o) ||
             (o.validation_fraction > 0 && (o.split_seed || o.split == SplitMode::kOrdered));
         return !o.seeds.empty() && !o.outputs.save.empty() && !has_same_rows && !o.cross_validates;
       },
       "it saves the best model by its validation rows, and the seeds have no such rows in common",
       "give all the same ones:  --validation-fraction 0.2 --split-seed 1", "--seeds 1..3 --save m.json"},
      {"seeds", "contradicts", "save",
       [](const Options& o) { return !o.seeds.empty() && !o.outputs.save.empty() && o.cross_validates; },
       "the final model has one seed", "leave --seeds out", "cv --seeds 1..3 --save m.json"},
      {"seeds", "contradicts", "test",
       [](const Options& o) { return !o.seeds.empty() && o.holds_out_test() && o.cross_validates; },
       "the final model, which is measured on test rows, has one seed", "leave one of them out",
       "cv --seeds 1..3 --test data/xnor.csv"},

      {"check-gradients", "contradicts", "dropout",
       [](const Options& o) { return o.check_gradients && o.dropout > 0; },
       "dropout changes the loss at random, and its differences then do not show its slope",
       "leave one of them out", "--check-gradients --dropout 0.5"},
      {"check-gradients", "contradicts", "optimizer",
       [](const Options& o) { return o.check_gradients && is_perceptron(o); }, "a step has no slope",
       "use another --optimizer", "--check-gradients --optimizer perceptron"},
      {"check-gradients", "contradicts", "output-activation",
       [](const Options& o) { return o.check_gradients && output_is(o, Activation::kStep); },
       "a step has no slope", "use another output",
       "--check-gradients --output-activation step --iterations 0"},
      {"check-gradients", "contradicts", "activation",
       [](const Options& o) { return o.check_gradients && has_hidden_step(o); }, "a step has no slope",
       "use another --activation", "--check-gradients --activation step --iterations 0"},
      {"trace", "contradicts", "check-gradients",
       [](const Options& o) { return o.check_gradients && o.outputs.trace > 0; },
       "nothing is trained: there are no iterations to show", "leave one of them out",
       "--trace 1 --check-gradients"},

      {"activation", "contradicts", "hidden",
       [](const Options& o) { return o.is_given("activation") && o.hidden.empty(); },
       "it is for hidden layers, and --hidden 0 has none", "leave it out, or use:  --output-activation",
       "--hidden 0 --activation tanh"},
      {"activation", "contradicts", "hidden",
       [](const Options& o) { return o.activations.size() > 1 && o.activations.size() != o.hidden.size(); },
       "it names more or fewer activations than there are hidden layers", "give one for all or one for each",
       "--hidden 5,4,3 --activation tanh,relu"},
      {"activation", "contradicts", "iterations",
       [](const Options& o) { return has_hidden_step(o) && o.iterations > 0; },
       "a step has no slope: no error can be passed back through it, and nothing below it can be trained",
       "measure the start:  --iterations 0, or take units that can learn:  --activation sigmoid",
       "--activation step"},
      {"dropout", "contradicts", "hidden", [](const Options& o) { return o.dropout > 0 && o.hidden.empty(); },
       "it leaves out hidden units, and --hidden 0 has none", "leave it out, or use --hidden 5",
       "--hidden 0 --dropout 0.5"},
      {"fixed-bias", "contradicts", "no-bias", [](const Options& o) { return o.fixed_bias && o.no_bias; },
       "there are no biases to keep", "leave one of them out", "--fixed-bias --no-bias"},
      {"init", "contradicts", "init-from",
       [](const Options& o) { return o.is_given("init") && !o.init_from.empty(); },
       "the weights are either drawn or read", "leave one of them out",
       "--init xavier --init-from data/lecture_start.json"},
      {"restarts", "contradicts", "init-from",
       [](const Options& o) { return o.restarts > 1 && !o.init_from.empty(); },
       "all starts would be the same", "leave one of them out",
       "--restarts 3 --init-from data/lecture_start.json"},
      {"ensemble", "contradicts", "init-from",
       [](const Options& o) { return o.ensemble > 1 && !o.init_from.empty(); },
       "all networks would have the same start", "leave one of them out",
       "--ensemble 3 --init-from data/lecture_start.json"},
      {"ensemble", "contradicts", "restarts",
       [](const Options& o) { return o.ensemble > 1 && o.restarts > 1; },
       "of several starts it keeps all, and --restarts the best one", "leave one of them out",
       "--ensemble 3 --restarts 3"},
      {"ensemble", "contradicts", "trace",
       [](const Options& o) { return o.ensemble > 1 && o.outputs.trace > 0; },
       "a trace shows the numbers of one network", "leave one of them out", "--ensemble 3 --trace 1"},
      {"ensemble", "contradicts", "check-gradients",
       [](const Options& o) { return o.ensemble > 1 && o.check_gradients; }, "it looks at one network",
       "leave one of them out", "--ensemble 3 --check-gradients"},
      {"ensemble", "contradicts", "plot-film",
       [](const Options& o) { return o.ensemble > 1 && !o.outputs.plot.film.path.empty(); },
       "a film shows one network", "leave one of them out", "--ensemble 3 --plot-film f.svg"},
      {"bag", "needs", "ensemble", [](const Options& o) { return o.bag > 0 && o.ensemble == 1; },
       "each of several networks holds out rows of its own, and there is one network",
       "ask for several:  --ensemble 5", "--bag 0.2"},
      {"bag", "contradicts", "validation",
       [](const Options& o) { return o.bag > 0 && !o.validation.empty(); }, kOwnRows, "leave one of them out",
       "--ensemble 5 --bag 0.2 --validation data/xnor.csv"},
      {"bag", "contradicts", "validation-fraction",
       [](const Options& o) { return o.bag > 0 && o.validation_fraction > 0; }, kOwnRows,
       "leave one of them out", "--ensemble 5 --bag 0.2 --validation-fraction 0.2"},
      {"refit", "needs", "validation-fraction",
       [](const Options& o) { return o.refit && !o.holds_out_rows(); },
       "it gives held-out rows back to training, and there are none",
       "hold out rows:  --validation-fraction 0.2", "--refit"},
      {"refit", "contradicts", "trace", [](const Options& o) { return o.refit && o.outputs.trace > 0; },
       "a trace shows the numbers of one training, and there are two", "leave one of them out",
       "--refit --patience 10 --validation-fraction 0.2 --trace 1"},
      {"refit", "contradicts", "plot-film",
       [](const Options& o) { return o.refit && !o.outputs.plot.film.path.empty(); },
       "a film shows one training, and there are two", "leave one of them out",
       "--refit --patience 10 --validation-fraction 0.2 --plot-film f.svg"},
      {"calibrate", "contradicts", "task", [](const Options& o) { return is_regression(o) && o.calibrate; },
       "the target is a number: there are no probabilities", "leave it out, or use --task classify",
       "--task regress --calibrate"},
      {"calibrate", "contradicts", "fixed-bias", [](const Options& o) { return o.calibrate && o.fixed_bias; },
       "it divides the weights and biases of the last layer by the temperature", "leave one of them out",
       "--fixed-bias --validation-fraction 0.2 --calibrate"},
      {"calibrate", "contradicts", "trace",
       [](const Options& o) { return o.calibrate && o.outputs.trace > 0; },
       "it shows the weights of each update, and those of the model are divided by the temperature",
       "leave one of them out", "--validation-fraction 0.2 --calibrate --trace 1"},
      {"calibrate", "contradicts", "plot-film",
       [](const Options& o) { return o.calibrate && !o.outputs.plot.film.path.empty(); },
       "it shows the weights after iterations, and those of the model are divided by the temperature",
       "leave one of them out", "--validation-fraction 0.2 --calibrate --plot-film f.svg"},
      {"calibrate", "needs", "validation-fraction",
       [](const Options& o) { return o.calibrate && !o.holds_out_rows(); },
       "it finds the temperature on held-out rows, and there are none",
       "hold out rows:  --validation-fraction 0.2", "--calibrate"},
      {"calibrate", "contradicts", "optimizer",
       [](const Options& o) { return o.calibrate && is_perceptron(o); },
       "a perceptron's output is a step and no probability", kPerceptronRemedy,
       "--optimizer perceptron --validation-fraction 0.2 --calibrate"},
      {"calibrate", "contradicts", "output-activation",
       [](const Options& o) {
         return o.calibrate && o.output_activation && !are_probabilities(*o.output_activation);
       },
       "its outputs are no probabilities",
       "leave one of them out, or use --output-activation sigmoid or softmax",
       "--output-activation identity --validation-fraction 0.2 --calibrate"},

      {"hidden", "contradicts", "optimizer",
       [](const Options& o) { return is_perceptron(o) && o.is_given("hidden") && !o.hidden.empty(); },
       "a perceptron has no hidden layer", "leave it out, or use --optimizer gd",
       "--optimizer perceptron --hidden 5"},
      {"output-activation", "contradicts", "optimizer",
       [](const Options& o) {
         return is_perceptron(o) && o.output_activation && !output_is(o, Activation::kStep);
       },
       "a perceptron's output is a step", kPerceptronRemedy,
       "--optimizer perceptron --output-activation sigmoid"},
      {"output-activation", "contradicts", "iterations",
       [](const Options& o) {
         const bool has_hidden = asks_for_hidden(o) || (!o.hidden.empty() && !o.init_from.empty());
         return output_is(o, Activation::kStep) && !is_perceptron(o) && o.iterations > 0 && has_hidden;
       },
       "a step has no slope: no error can be passed back through it, and nothing below it can be trained",
       "measure the start:  --iterations 0, or take an output that can learn:  --output-activation sigmoid",
       "--output-activation step --hidden 2"},
      {"output-activation", "contradicts", "optimizer",
       [](const Options& o) {
         return output_is(o, Activation::kStep) && !is_perceptron(o) && o.iterations > 0;
       },
       "a step has no slope to descend", "use --optimizer perceptron, or --iterations 0 to measure the start",
       "--output-activation step --optimizer adam"},
      {"loss", "contradicts", "optimizer",
       [](const Options& o) { return is_perceptron(o) && o.loss && o.loss != Loss::kHalfSse; },
       "a perceptron's loss is half-sse, half the number of its errors", kPerceptronRemedy,
       "--optimizer perceptron --loss mse"},
      {"backprop", "contradicts", "optimizer",
       [](const Options& o) { return is_perceptron(o) && is_lecture(o); }, "a perceptron has no hidden layer",
       kPerceptronRemedy, "--optimizer perceptron --backprop lecture"},
      {"dropout", "contradicts", "optimizer",
       [](const Options& o) { return o.dropout > 0 && (is_perceptron(o) || needs_all_rows(o.optimizer)); },
       "this optimizer needs the same function at every step, without noise", "use --optimizer gd or adam",
       "--optimizer rprop --dropout 0.5"},
      {"batch-size", "contradicts", "optimizer",
       [](const Options& o) { return o.batch_size > 0 && needs_all_rows(o.optimizer); },
       "this optimizer needs the gradient over all rows", "use --optimizer gd or adam, or --batch-size full",
       "--optimizer lbfgs --batch-size 10"},
      {"batch-size", "contradicts", "optimizer",
       [](const Options& o) { return is_perceptron(o) && o.is_given("batch-size") && o.batch_size != 1; },
       "a perceptron learns row by row", kPerceptronRemedy, "--optimizer perceptron --batch-size 10"},
      {"no-shuffle", "needs", "batch-size",
       [](const Options& o) { return o.no_shuffle && o.batch_size == 0; },
       "it keeps batches in file order, and all rows are one batch", "ask for batches:  --batch-size 10",
       "--no-shuffle --batch-size full"},
      {"momentum", "contradicts", "optimizer",
       [](const Options& o) { return o.momentum > 0 && !is_descent(o); },
       "momentum belongs to gradient descent", "leave it out, or use --optimizer gd",
       "--optimizer lbfgs --momentum 0.9"},
      {"nesterov", "contradicts", "optimizer", [](const Options& o) { return o.nesterov && !is_descent(o); },
       "it is a kind of momentum, which belongs to gradient descent", "leave it out, or use --optimizer gd",
       "--optimizer adam --nesterov"},
      {"nesterov", "needs", "momentum",
       [](const Options& o) { return o.nesterov && is_descent(o) && o.momentum == 0; },
       "it changes the momentum, and there is none", "set it:  --momentum 0.9", "--nesterov"},
      {"learning-rate", "contradicts", "optimizer",
       [](const Options& o) { return o.learning_rate && needs_all_rows(o.optimizer); },
       "this optimizer finds its steps by itself", "leave it out, or use --optimizer gd or adam",
       "--optimizer rprop --learning-rate 0.1"},
      {"schedule", "contradicts", "optimizer",
       [](const Options& o) { return o.schedule != Schedule::kConstant && needs_all_rows(o.optimizer); },
       "it moves the learning rate, and this optimizer has none",
       "leave it out, or use --optimizer gd or adam", "--optimizer lbfgs --schedule cosine"},
      {"schedule", "contradicts", "optimizer",
       [](const Options& o) { return o.schedule != Schedule::kConstant && is_perceptron(o); },
       "a perceptron learns until it makes no error, at one rate", kPerceptronRemedy,
       "--optimizer perceptron --schedule cosine"},
      {"average", "contradicts", "optimizer",
       [](const Options& o) { return o.average > 0 && needs_all_rows(o.optimizer); },
       "it evens out steps of noisy gradients, and this optimizer has none",
       "leave it out, or use --optimizer gd or adam", "--optimizer lbfgs --average 0.99"},
      {"average", "contradicts", "optimizer",
       [](const Options& o) { return o.average > 0 && is_perceptron(o); },
       "a perceptron ends with the weights that make no error", kPerceptronRemedy,
       "--optimizer perceptron --average 0.99"},
      {"trace", "contradicts", "average",
       [](const Options& o) { return o.average > 0 && o.outputs.trace > 0; },
       "it shows the weights of each update, and the model has their average", "leave one of them out",
       "--trace 1 --average 0.99"},

      {"backprop", "contradicts", "hidden",
       [](const Options& o) { return is_lecture(o) && o.hidden.size() != 1; },
       "the lecture's rule is defined for one hidden layer",
       kLectureRemedy + ", or one layer like --hidden 5", "--backprop lecture --hidden 4,3"},
      {"backprop", "contradicts", "loss",
       [](const Options& o) { return is_lecture(o) && o.loss.value_or(Loss::kSse) != Loss::kSse; },
       "the lecture's rule is defined for the loss sse", kLectureRemedy + ", or --loss sse",
       "--backprop lecture --loss mse"},
      {"backprop", "contradicts", "output-activation",
       [](const Options& o) {
         return is_lecture(o) && o.output_activation && !output_is(o, Activation::kSigmoid);
       },
       "the lecture's rule is defined for a sigmoid output",
       kLectureRemedy + ", or --output-activation sigmoid",
       "--backprop lecture --output-activation identity"},
      {"backprop", "contradicts", "dropout", [](const Options& o) { return is_lecture(o) && o.dropout > 0; },
       "the lecture's rule is defined without dropout", kLectureRemedy, "--backprop lecture --dropout 0.5"},
      {"backprop", "contradicts", "optimizer",
       [](const Options& o) { return is_lecture(o) && o.optimizer == OptimizerKind::kLbfgs; },
       "a line search needs the true gradient", kLectureRemedy + ", or --optimizer gd",
       "--backprop lecture --optimizer lbfgs"},

      {"loss", "contradicts", "output-activation",
       [](const Options& o) {
         return has_logarithms(o) && o.output_activation && !are_probabilities(*o.output_activation);
       },
       "cross-entropy needs probabilities", "use --output-activation sigmoid or softmax, or --loss mse",
       "--loss cross-entropy --output-activation identity"},
      {"loss", "contradicts", "task", [](const Options& o) { return is_regression(o) && has_logarithms(o); },
       "cross-entropy is for classes, and the target is a number", "use --loss mse",
       "--task regress --loss cross-entropy"},
      {"loss", "contradicts", "task",
       [](const Options& o) { return o.read.task == Task::kClassify && is_for_numbers(o); },
       "this loss is for numbers, and the target is a class", "use --loss cross-entropy or mse",
       "--task classify --loss mae"},
      {"output-activation", "contradicts", "task",
       [](const Options& o) {
         return is_regression(o) && (output_is(o, Activation::kSoftmax) || output_is(o, Activation::kStep));
       },
       "this output is for classes, and the target is a number", "use --output-activation identity",
       "--task regress --output-activation softmax"},
      {"threshold", "contradicts", "optimizer",
       [](const Options& o) { return has_threshold(o) && is_perceptron(o); },
       "a perceptron's output is a step and no probability", kPerceptronRemedy,
       "--optimizer perceptron --threshold 0.3"},
      {"threshold", "contradicts", "output-activation",
       [](const Options& o) {
         return has_threshold(o) && o.output_activation && !are_probabilities(*o.output_activation);
       },
       "its outputs are no probabilities",
       "leave one of them out, or use --output-activation sigmoid or softmax",
       "--output-activation identity --threshold 0.3"},
      {"scale-target", "contradicts", "task",
       [](const Options& o) { return o.read.task == Task::kClassify && o.scale_target != ScaleMode::kNone; },
       "the target is a class: there is nothing to scale", "leave it out, or use --task regress",
       "--task classify --scale-target standard"},
      {"class-weights", "contradicts", "task",
       [](const Options& o) { return is_regression(o) && !o.class_weights.empty(); },
       "the target is a number: there are no classes", "leave it out, or use --task classify",
       "--task regress --class-weights balanced"},
      {"split", "contradicts", "task",
       [](const Options& o) {
         return is_regression(o) && o.is_given("split") && o.split == SplitMode::kStratified &&
                !o.cross_validates && !o.is_repeat;  // folds are stratified by quantiles of the target
       },
       "stratified keeps the shares of classes, and the target is a number", "use --split random",
       "--task regress --split stratified --test-fraction 0.2"},
      {"optimizer", "contradicts", "task",
       [](const Options& o) { return is_regression(o) && is_perceptron(o); },
       "a perceptron separates two classes, and the target is a number", "use --optimizer gd",
       "--task regress --optimizer perceptron"},
  };
}

/// " of --preset modern" if that sets the flag which rules the other out: the user did not type it; else "".
std::string preset_of(const Contradiction& one, const Options& options) {
  const Preset* const preset = find_preset(options.preset);
  const bool is_typed = preset == nullptr || options.is_given(one.other) || one.verb == "needs";
  return is_typed || !sets_flag(*preset, one.other) ? "" : " of --preset " + options.preset;
}

/// " (implied by --trace-show)" for --trace if the user did not type it; else "".
std::string source_of_trace(const std::string& flag, const Options& options) {
  const std::string& source = options.outputs.trace_implied_by;
  return flag != "trace" || source.empty() ? "" : " (implied by --" + source + ")";
}

/// Throws UsageError if the name of a log does not tell its format.
void check_log(const char* flag, const std::string& path, const char* example) {
  if (path.empty() || path == "-" || path.ends_with(".csv") || path.ends_with(".jsonl") ||
      path.starts_with("/dev/"))
    return;
  throw UsageError(
      fmt::format("--{} {} does not end in .csv or .jsonl, which chooses the format", flag, shown_path(path)),
      fmt::format("name it, for example:  --{} {}", flag, example));
}

}  // namespace

const std::vector<Contradiction>& contradictions() {
  static const std::vector<Contradiction> all = [] {
    std::vector<Contradiction> list = list_all();
    for (Contradiction& one : without_results()) list.push_back(std::move(one));
    return list;
  }();
  return all;
}

const Contradiction* first_contradiction(const TrainOptions& options) {
  for (const Contradiction& one : contradictions()) {
    // What a flag needs is missing whoever set it: a receipt, too, may have been edited.
    const bool counts = options.is_given(one.flag) || one.verb == "needs";
    if (counts && one.is_there(options)) return &one;
  }
  return nullptr;
}

void refuse_contradictions(const TrainOptions& options) {
  const Contradiction* const one = first_contradiction(options);
  if (one == nullptr) return;
  throw UsageError(
      fmt::format("--{}{} {} --{}{}{}: {}", one->flag, source_of_trace(one->flag, options), one->verb,
                  one->other, source_of_trace(one->other, options), preset_of(*one, options), one->reason),
      one->remedy);
}

void check_data(const TrainOptions& options) {
  if (!options.read.path.empty()) return;
  throw UsageError("--data is missing: which table shall the network learn from?",
                   "name the CSV:  --data FILE      (or --data - for standard input)");
}

void check(const TrainOptions& options) {
  check_data(options);
  refuse_contradictions(options);
  check_log("log", options.outputs.log, "log.csv");
  check_log("log-weights", options.outputs.log_weights, "weights.csv");
}

}  // namespace nntrain
