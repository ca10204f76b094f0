#include "app/train_flags.hpp"

#include "app/reading_flags.hpp"
#include "app/trace_flags.hpp"

namespace nntrain {
namespace {

const std::string kByHash = "hash:";

/// A choice, or hash:COLUMN.
void set_split(TrainOptions& options, const std::string& given) {
  const bool is_hash = given.starts_with(kByHash) && given.size() > kByHash.size();
  const std::optional<SplitMode> mode = is_hash ? SplitMode::kHash : value_called<SplitMode>(given);
  if (!mode || (mode == SplitMode::kHash && !is_hash))
    refuse_choice("split", given, {"stratified", "random", "ordered", kByHash + "COLUMN"});
  options.split = *mode;
  options.read.hash_column = is_hash ? given.substr(kByHash.size()) : "";
}

std::string split_text(const TrainOptions& options) {
  return options.split == SplitMode::kHash ? kByHash + options.read.hash_column
                                           : std::string(name_of(options.split));
}

void add_data_flags(FlagTable& table, TrainOptions& options) {
  ReadOptions& read = options.read;
  table.group("Data");
  table.add_input({"data", "FILE",
                   "the CSV to train on; - is standard input; a pattern in quotes ('part-*.csv') "
                   "reads all files that fit as one table",
                   "", 'd'},
                  read.path);
  add_column_flags(table, read);
  add_reading_flags(table, read);
}

void add_preparation_flags(FlagTable& table, TrainOptions& options) {
  table.group("Preparation");
  table.add_text(categorical_text(), options.read.categorical);
  table.add_choice(unseen_text(), options.unseen);
  table.add_choice(
      {"scale", "", "scale number columns: not at all, to mean 0 and standard deviation 1, or to [0, 1]"},
      options.scale, {ScaleMode::kNone, ScaleMode::kStandard, ScaleMode::kMinMax});
  table.add_choice(
      {"scale-target", "",
       "the same for the target of a regression; results are on its own scale; robust: to median 0 and an "
       "interquartile range of 1, whatever single numbers are"},
      options.scale_target);
  table.add_text({"class-weights", "LIST",
                  "the weight of a row of each class: balanced, or LABEL=WEIGHT,... (others have weight 1)"},
                 options.class_weights);
  table.add_text(weights_column_text(), options.read.weights_column);
}

void add_split_flags(FlagTable& table, TrainOptions& options) {
  table.group("Held-out rows");
  table.add_input({"validation", "FILE", "rows to measure during training (--patience, --restarts)"},
                  options.validation);
  table.add_number({"validation-fraction", "F", "hold out this share of the rows as validation rows"},
                   options.validation_fraction, NumberRange::kBelowOne);
  const bool is_cv = options.cross_validates;
  table.add_input({"test", "FILE",
                   is_cv ? "test rows, to measure the final model on once: it is trained on all folds"
                         : "test rows, to measure the result on"},
                  options.test);
  table.add_number({"test-fraction", "F",
                    is_cv ? "keep this share of the rows out of all folds, as such test rows"
                          : "hold out this share of the rows as test rows"},
                   options.test_fraction, NumberRange::kBelowOne);
  table.add(
      {"split", "stratified|random|ordered|hash:COLUMN",
       is_cv ? "folds with the same share of each class (of a number: of small and large values), of random "
               "rows, of rows that follow each other, or by a hash of the column's text and the split seed"
             : "hold out the same share of each class, random rows, the last rows, or by a hash of the "
               "column's text and the split seed: then a row stays where it is when rows are added"},
      split_text(options), [&options](const std::string& given) { set_split(options, given); },
      [&options](JsonWriter& json) { json.string(split_text(options)); });
  table.add_count(
      {"split-seed", "N", "seed of the choice of these rows: other seeds then start on the same split"},
      options.split_seed, "the seed", 0, UINT64_MAX);
  table.add_text(
      {"group", "COLUMN",
       "rows with the same text in this column stay together; a feature only if --features names it"},
      options.read.group);
  table.add_text({"split-column", "COLUMN",
                  "the column that says train, validation or test for each row, as --predictions writes it"},
                 options.read.split_column);
}

void add_fold_flags(FlagTable& table, TrainOptions& options) {
  table.group("Folds");
  table.add_count({"folds", "K", "part the rows into K folds: each is held out once, and the others train"},
                  options.folds, 2, kMostRuns);
  table.add_text(
      {"fold-column", "COLUMN", "take the folds from this column: rows with the same text are a fold"},
      options.read.fold_column);
  table.add_count({"repeats", "R", "part them anew R times: K x R runs"}, options.repeats, 1, kMostRuns);
}

/// Takes out what follows or continues one training.
void refuse_single_runs(FlagTable& table) {
  const auto refuse = [&table](const char* name, const char* reason, const char* remedy) {
    table.refuse({name, reason, remedy});
  };
  for (const char* const name :
       {"log", "log-weights", "trace", "trace-show", "trace-rows", "trace-format", "plot-film", "plot-every"})
    refuse(name, "it follows one network, and cv trains several", "follow one:  nntrain train");
  for (const char* const name : {"checkpoint", "checkpoint-every", "continue", "resume"})
    refuse(name, "it is the state of one network, and cv trains several", "leave it out");
  refuse("init-from", "all folds would begin with the same weights", "draw them:  --init WHICH");
  refuse("check-gradients", "it looks at one network, and cv trains several", "look at one:  nntrain train");
  refuse("weights", "cv trains several networks, and prints none",
         "train on all rows and save:  --save FILE");
}

void add_output_flags(FlagTable& table, TrainOptions& options) {
  table.group("Output");
  table.add_result({"save", "FILE",
                    "write the model: for predict, evaluate, show, replay and export; if a signal or a "
                    "failed assert ended the run, as FILE.part",
                    "", 'o'},
                   options.outputs.save);
  table.add_output({"checkpoint", "FILE",
                    "write the state of training, about once a minute and when it ends, to go on from it "
                    "with --continue or --resume"},
                   options.outputs.checkpoint, Writing::kWhole);
  table.add_count({"checkpoint-every", "N",
                   "write the checkpoint after each N iterations and at the end; 0: at the end only"},
                  options.outputs.checkpoint_every, "once a minute", 0, kMostIterations);
  table.add_switch({"continue", "",
                    "go on from the file of --checkpoint, or start if there is none: the same command starts "
                    "a run and goes on with it; the result has the same bits as without a stop"},
                   options.outputs.continues);
  table.add_input({"resume", "FILE",
                   "go on from a checkpoint with its flags, up to --iterations in all; flags of the output "
                   "are not repeated"},
                  options.resume);
  table.add_switch(
      {"check-gradients", "",
       "train nothing: print the derivatives at the start beside those from differences of the loss; "
       "exit 1 if they differ"},
      options.check_gradients);
  table.add_result(
      {"predictions", "FILE", "write target and prediction of every row as CSV, or as FILE.part like --save"},
      options.outputs.predictions);
  table.add_text({"keep", "LIST",
                  "columns to copy into the predictions as they are (an id, a date); features only if "
                  "--features names them"},
                 options.read.keep);
  table.mark_output();
  table.add_output(
      {"log", "FILE",
       "write loss and accuracy after each iteration, .csv or .jsonl; a run that goes on keeps its rows"},
      options.outputs.log, Writing::kGrowing);
  table.add_output({"log-weights", "FILE",
                    "write all weights after each iteration, .csv or .jsonl: for films, and for R or Python"},
                   options.outputs.log_weights, Writing::kGrowing);
  add_plot_flags(table, options.outputs.plot, plot_text());
  add_film_flags(table, options.outputs.plot.film, kMostIterations);
  add_trace_flags(table, options.outputs, kMostIterations);
  add_format_flags(table, options.outputs);
  table.add_text(
      {"print", "FIELDS", "print only these values, tab-separated: train.accuracy,stop,fingerprint"},
      options.outputs.print);
  table.add_choice({"weights", "", "print the weights; auto: up to 200 of them"}, options.outputs.weights);
  table.add_repeatable({"assert", "EXPR", "exit 1 unless it holds: 'accuracy >= 0.88'; may be repeated"},
                       options.outputs.asserts);
  add_config_flag(table, options.config);
  table.add_choice(
      {"progress", "",
       "show progress on standard error during training, as lines if it is no terminal; auto: on a terminal"},
      options.outputs.progress);
  table.add_switch({"quiet", "", "print only errors and failed asserts on standard error", "", 'q'},
                   options.outputs.quiet);
}

FlagTable all_flags(TrainOptions& options, const std::string& command, bool has_folds) {
  FlagTable table(command);
  add_data_flags(table, options);
  add_preparation_flags(table, options);
  if (has_folds) add_fold_flags(table, options);
  add_split_flags(table, options);
  add_network_flags(table, options);
  add_training_flags(table, options);
  add_output_flags(table, options);
  return table;
}

}  // namespace

FlagTable train_flags(TrainOptions& options) {
  const bool is_cv = options.cross_validates;
  FlagTable table = all_flags(options, is_cv ? "cv" : "train", is_cv);
  if (is_cv) refuse_single_runs(table);
  return table;
}

FlagTable train_and_cv_flags(TrainOptions& options, const std::string& command) {
  return all_flags(options, command, true);
}

}  // namespace nntrain
