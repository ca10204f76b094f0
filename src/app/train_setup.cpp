#include "app/train_setup.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"
#include "model/class_weights.hpp"
#include "model/make_samples.hpp"
#include "model/weights_file.hpp"
#include "report/fields.hpp"
#include "report/reading_line.hpp"
#include "training/memory.hpp"

namespace nntrain {
namespace {

ReadOptions watched_by(ReadingLine& line, ReadOptions read, const TrainOptions& options) {
  if (shows_progress(options)) {
    read.progress = [&line](const ReadingProgress& progress) { line.show(progress); };
  }
  return read;
}

/// Whether guess_delimiter() may find it.
bool is_guessable(const std::string& delimiter) {
  return delimiter == "," || delimiter == ";" || delimiter == "|" || delimiter == "tab";
}

}  // namespace

Table read_data(const TrainOptions& options) {
  ReadingLine line(options.read.path);
  return read_table(watched_by(line, options.read, options));
}

RowSplit rows_of(const TrainOptions& options, const Table& table) {
  return split_rows(table, options.validation_fraction, options.test_fraction, options.split, options.seed);
}

std::vector<std::string> warnings_on(const TrainOptions& options, const Table& table, const RowSplit& rows) {
  std::vector<std::string> warnings;
  if (!options.gave_way.empty()) {
    warnings.push_back(fmt::format("--preset {} goes without its --{}: what you gave contradicts it",
                                   options.preset, join(options.gave_way, ", --")));
  }
  for (const auto& [part, chosen] :
       {std::pair("training", &rows.train), std::pair("validation", &rows.validation),
        std::pair("test", &rows.test)}) {
    if (chosen->empty()) continue;
    const std::vector<std::string> missing = classes_without_rows(table, *chosen);
    if (missing.empty()) continue;
    warnings.push_back(fmt::format("no {} row is of class {}{}", part, join(missing),
                                   options.split == SplitMode::kOrdered
                                       ? "; the rows seem to be sorted: --split stratified mixes them"
                                       : ""));
  }
  return warnings;
}

Model make_model(const TrainOptions& options, const Table& table, const RowSplit& rows) {
  const ReadOptions& read = options.read;
  Preprocessing preprocessing = fit_preprocessing(table, rows.train, options.scale, read.missing);
  Network network = make_network(options, preprocessing.input_count(), table);
  return {{table.has_header, is_guessable(read.delimiter) ? "auto" : read.delimiter, read.columns, read.na,
           read.missing, options.unseen},
          std::move(preprocessing),
          {table.target, table.target_item, table.task, table.classes,
           fit_target(table, rows.train, options.scale_target)},
          table.weights_item,
          class_weights(options.class_weights, table, rows.train),
          *options.loss,
          std::move(network),
          {}};
}

Splits make_splits(const TrainOptions& options, Table& table, const RowSplit& rows, const Model& model) {
  const Preprocessing& preprocessing = model.preprocessing;
  Splits splits;
  const auto add = [&](const char* name, const Table& from, const std::vector<std::size_t>& chosen) {
    if (chosen.empty()) return;
    preprocessing.check(from, chosen, options.unseen);
    Split& split = splits.emplace_back();
    split.name = name;
    split.samples = make_samples(from, chosen, model);
    split.truth = truth_of(from, chosen);
    if (&from == &table) {
      split.rows = chosen;
    } else {
      split.dropped = from.rows_dropped;
      split.path = from.path;
      split.sha256 = from.sha256;
    }
  };
  const auto add_file = [&](const char* name, const std::string& path) {
    if (path.empty()) return;
    ReadOptions read = options.read;
    if (!options.is_given("delimiter")) read.delimiter = "auto";  // every file may have its own
    ReadingLine line(path);
    Table from = read_table_like(watched_by(line, read, options), table, path);
    const std::vector<std::size_t> all = all_rows(from);
    add(name, from, all);
    splits.back().samples.inputs = std::move(preprocessing.take_inputs(from, {all}, options.unseen).front());
  };
  add("train", table, rows.train);
  add("validation", table, rows.validation);
  add_file("validation", options.validation);
  add("test", table, rows.test);
  add_file("test", options.test);

  Preprocessing::RowLists parts;
  std::vector<Split*> own;
  for (Split& split : splits) {
    if (split.rows.empty()) continue;
    own.push_back(&split);
    parts.emplace_back(split.rows);
  }
  std::vector<BlockMatrix> inputs = preprocessing.take_inputs(table, parts, options.unseen);
  for (std::size_t i = 0; i < own.size(); ++i) own[i]->samples.inputs = std::move(inputs[i]);
  return splits;
}

Questions questions_of(const TrainOptions& options, const Model& model, const Splits& splits) {
  const KnownMetrics known = known_metrics(model, splits);
  Questions questions{{options.format,
                       {},
                       options.weights,
                       options.trace > 0 && options.trace_format == TraceFormat::kMarkdown,
                       options.save,
                       options.checkpoint,
                       options.predictions,
                       options.quiet},
                      {}};
  if (!options.print.empty()) questions.telling.fields = parse_fields(options.print, known, run_facts());
  for (const std::string& expression : options.asserts) {
    questions.asserts.push_back(parse_assertion(expression, known));
  }
  return questions;
}

std::string preparation_of(const TrainOptions& options) {
  std::vector<std::string> parts;
  if (!options.preset.empty()) parts.push_back("preset " + options.preset);
  for (const auto& [name, scale] :
       {std::pair("scale", options.scale), std::pair("scale target", options.scale_target)}) {
    if (scale == ScaleMode::kNone) continue;
    parts.push_back(fmt::format("{} {}", name, scale == ScaleMode::kStandard ? "standard" : "minmax"));
  }
  if (options.read.missing == MissingMode::kMean) parts.emplace_back("missing mean");
  if (!options.class_weights.empty()) parts.push_back("class weights " + printable(options.class_weights));
  if (!options.read.weights_column.empty()) {
    parts.push_back("row weights " + printable(options.read.weights_column));
  }
  if (!options.init_from.empty()) {
    parts.push_back("weights from " + shown_path(options.init_from));
  } else if (options.init != Initialization()) {
    parts.push_back("init " + name_of(options.init));
  }
  return join(parts);
}

Beginning beginning_of(const TrainOptions& options, const Model& model, const SavedCheckpoint* from) {
  const Network& network = model.network;
  if (options.init_from.empty() || from != nullptr) {
    const InputFile* const file = from == nullptr ? nullptr : from->receipt.find_file("init-from");
    return {[&options, &network](std::uint64_t restart, std::span<double> parameters) {
              RandomStream random(options.seed, RandomPurpose::kStart, restart);
              initialize(network, options.init, random, parameters);
            },
            file == nullptr ? "" : file->sha256};
  }
  std::vector<double> values(network.parameter_count());
  const WeightsFile file = read_weights(options.init_from);
  fill_parameters(file.layers, network, model.preprocessing.input_names(), options.init_from, values);
  return {[values](std::uint64_t, std::span<double> parameters) {
            std::copy(values.begin(), values.end(), parameters.begin());
          },
          options.read.sha256 ? sha256_of(file.text) : ""};
}

std::size_t threads_for(const TrainOptions& options, const Network& network, std::size_t blocks) {
  if (options.threads > 0) return options.threads;
  const std::size_t threads = std::min(available_threads(), std::max<std::size_t>(1, blocks / 2));
  return fits_memory(network, blocks, vectors_kept(options.optimizer), threads) ? threads : 1;
}

Recipe recipe_of(const TrainOptions& options) {
  Recipe recipe;
  recipe.objective = {*options.loss, options.backprop, options.l2, options.fixed_bias, options.dropout};
  recipe.optimizer = {options.optimizer, options.learning_rate.value_or(0), options.momentum,
                      options.nesterov};
  recipe.plan = {.iterations = options.iterations,
                 .batch_size = options.batch_size,
                 .shuffle = !options.no_shuffle,
                 .seed = options.seed,
                 .tolerance = options.tolerance,
                 .patience = options.patience,
                 .max_seconds = options.max_seconds};
  recipe.restarts = options.restarts;
  recipe.plan.until_still = options.optimizer == OptimizerKind::kPerceptron;
  return recipe;
}

}  // namespace nntrain
