#include "app/train_options.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/guess.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kMostUnits = 1'000'000'000;
constexpr std::uint64_t kMostIterations = 1'000'000'000'000;
constexpr std::size_t kMostLayers = 100;
constexpr double kMostLearningRate = 1e6;

const std::vector<std::pair<std::string, Activation>> kActivations = {{"sigmoid", Activation::kSigmoid},
                                                                      {"tanh", Activation::kTanh},
                                                                      {"relu", Activation::kRelu},
                                                                      {"identity", Activation::kIdentity}};

std::vector<ListItem> list_of(const std::string& name, const std::string& given) {
  const std::optional<std::vector<ListItem>> items = split_list(given);
  if (!items) refuse_value(name, given, "a comma-separated list: a quote is not closed");
  return *items;
}

void set_hidden(std::vector<std::uint64_t>& hidden, const std::string& given) {
  std::vector<std::uint64_t> layers;
  for (const ListItem& item : list_of("hidden", given)) {
    const std::optional<std::uint64_t> units = parse_count(item.text);
    if (!units)
      refuse_value("hidden", given, "a list of whole numbers like 5 or 16,8 (0 for no hidden layer)");
    if (*units > kMostUnits)
      refuse_value("hidden", given, fmt::format("usable: {} units are the most", kMostUnits));
    layers.push_back(*units);
  }
  if (layers.size() == 1 && layers.front() == 0) layers.clear();
  for (const std::uint64_t units : layers) {
    if (units == 0)
      refuse_value("hidden", given, "usable: a layer needs at least one unit (0 alone: no hidden layer)");
  }
  if (layers.size() > kMostLayers)
    refuse_value("hidden", given, fmt::format("usable: {} layers are the most", kMostLayers));
  hidden = layers;
}

void set_activations(std::vector<Activation>& activations, const std::string& given) {
  std::vector<Activation> list;
  for (const ListItem& item : list_of("activation", given)) {
    list.push_back(choice("activation", item.text, kActivations));
  }
  activations = list;
}

std::string hidden_text(const std::vector<std::uint64_t>& hidden) {
  return hidden.empty() ? "0" : fmt::format("{}", fmt::join(hidden, ","));
}

std::string activations_text(const std::vector<Activation>& activations) {
  std::vector<std::string> names;
  for (const Activation activation : activations) names.emplace_back(name_of(activation));
  return join(names, ",");
}

/// As the user would type it.
std::string list_text(const std::vector<std::string>& items) {
  std::vector<std::string> typed;
  for (const std::string& item : items) typed.push_back(list_item(item));
  return join(typed, ",", std::string::npos);
}

void add_data_flags(FlagTable& table, TrainOptions& options) {
  ReadOptions& read = options.read;
  table.group("Data");
  table.add_text({"data", "FILE", "the CSV to learn from; - is standard input", "", 'd'}, read.path);
  table.add_text({"features", "LIST",
                  "columns to learn from: names, col:3, first..last, or a pattern with *; "
                  "default: every column but the target",
                  "", 'f'},
                 read.features);
  table.add_text({"drop", "LIST", "columns to leave out of the features"}, read.drop);
  table.add_text({"target", "COLUMN", "the column to predict; default: the last one", "", 't'}, read.target);
  table.add_text({"categorical", "LIST",
                  "features that hold names even where they look like numbers; columns of text always do"},
                 read.categorical);
  table.add_text(
      {"weights-column", "COLUMN", "a column of weights, one for each row, which is no feature then"},
      read.weights_column);
  table.add_choice<Task>({"task", "", "two classes or a number; auto: two distinct values are two classes"},
                         read.task,
                         {{"auto", Task::kAuto}, {"classify", Task::kClassify}, {"regress", Task::kRegress}});
  table.add_choice<HeaderMode>(
      {"header", "", "whether the first line names the columns"}, read.header,
      {{"auto", HeaderMode::kAuto}, {"yes", HeaderMode::kYes}, {"no", HeaderMode::kNo}});
  table.add_text({"columns", "NAMES", "names for the columns of a file without a header line"}, read.columns);
  table.add(
      {"delimiter", "CHAR", "what stands between two cells: auto, one character, or tab"}, read.delimiter,
      [&read](const std::string& given) {
        parse_delimiter(given);
        read.delimiter = given;
      },
      [&read](JsonWriter& json) { json.string(read.delimiter); });
  table.add_choice<MissingMode>(
      {"missing", "", "a missing cell: an error, leave the row out, or fill in the mean"}, read.missing,
      {{"error", MissingMode::kError}, {"drop", MissingMode::kDrop}, {"mean", MissingMode::kMean}});
  table.add(
      {"na", "LIST", "spellings of a missing cell, in place of the usual ones"}, list_text(read.na),
      [&read](const std::string& given) {
        read.na.clear();
        for (const ListItem& item : list_of("na", given)) read.na.push_back(item.text);
      },
      [&read](JsonWriter& json) { json.string(list_text(read.na)); });
}

void add_network_flags(FlagTable& table, TrainOptions& options) {
  table.group("Network");
  table.add(
      {"hidden", "LIST", "units of each hidden layer: 5, or 16,8; 0 for none"}, hidden_text(options.hidden),
      [&options](const std::string& given) { set_hidden(options.hidden, given); },
      [&options](JsonWriter& json) { json.string(hidden_text(options.hidden)); });
  table.add(
      {"activation", "LIST", "of the hidden layers, one for all or one each: sigmoid, tanh, relu, identity"},
      activations_text(options.activations),
      [&options](const std::string& given) { set_activations(options.activations, given); },
      [&options](JsonWriter& json) { json.string(activations_text(options.activations)); });
  table.add_choice<std::optional<Activation>>(
      {"output-activation", "", "of the output; auto: sigmoid for classes, identity for numbers"},
      options.output_activation,
      {{"auto", std::nullopt}, {"sigmoid", Activation::kSigmoid}, {"identity", Activation::kIdentity}});
  table.add_switch({"no-bias", "", "units without a bias"}, options.no_bias);
  table.add_text({"init-from", "FILE",
                  "start from the weights in a JSON result (its \"layers\") instead of drawing "
                  "them from N(0, 1)"},
                 options.init_from);
}

void add_training_flags(FlagTable& table, TrainOptions& options) {
  table.group("Training");
  table.add_choice<std::optional<Loss>>(
      {"loss", "", "sums of squared errors or their means; auto: sse for classes, mse for numbers"},
      options.loss,
      {{"auto", std::nullopt},
       {"sse", Loss::kSse},
       {"half-sse", Loss::kHalfSse},
       {"mse", Loss::kMse},
       {"half-mse", Loss::kHalfMse}});
  table.add_choice<Backprop>({"backprop", "", "the exact gradient, or the rule of the lecture's program"},
                             options.backprop,
                             {{"exact", Backprop::kExact}, {"lecture", Backprop::kLecture}});
  table.add_positive({"learning-rate", "F", "length of a step of gradient descent", "lr"},
                     options.learning_rate, kMostLearningRate);
  table.add_count(
      {"iterations", "N", "updates of the weights, all rows at once; 0 measures the start", "epochs"},
      options.iterations, 0, kMostIterations);
  table.add_count({"seed", "N", "of all random numbers"}, options.seed, 0, UINT64_MAX);
}

void add_output_flags(FlagTable& table, TrainOptions& options) {
  table.group("Output");
  table.add_text({"predictions", "FILE", "write target and prediction of every row as CSV"},
                 options.predictions);
  table.add_text({"log", "FILE", "write loss and accuracy after each iteration, .csv or .jsonl"},
                 options.log);
  table.add_choice<Format>({"format", "", "of the result on standard output"}, options.format,
                           {{"text", Format::kText}, {"json", Format::kJson}});
  table.add_text(
      {"print", "FIELDS", "print only these values, tab-separated: train.accuracy,stop,fingerprint"},
      options.print);
  table.add_choice<WeightsMode>(
      {"weights", "", "print the weights; auto: up to 200 of them"}, options.weights,
      {{"auto", WeightsMode::kAuto}, {"none", WeightsMode::kNone}, {"full", WeightsMode::kFull}});
  table.add_repeatable({"assert", "EXPR", "exit 1 unless it holds: 'accuracy >= 0.88'; may be repeated"},
                       options.asserts);
  table.add_text({"config", "FILE", "read flags from lines `flag = value`; the command line wins"},
                 options.config);
  table.add_choice<ProgressMode>(
      {"progress", "", "a line on standard error while training; auto: on a terminal"}, options.progress,
      {{"auto", ProgressMode::kAuto}, {"always", ProgressMode::kAlways}, {"never", ProgressMode::kNever}});
  table.add_switch({"quiet", "", "nothing on standard error but errors and failed asserts", "", 'q'},
                   options.quiet);
}

}  // namespace

FlagTable train_flags(TrainOptions& options) {
  FlagTable table;
  add_data_flags(table, options);
  add_network_flags(table, options);
  add_training_flags(table, options);
  add_output_flags(table, options);
  return table;
}

void check(const TrainOptions& options) {
  const auto given = [&](const char* name) { return options.given.count(name) > 0; };
  if (options.read.path.empty()) {
    throw UsageError("there is no --data: which table is to be learned?",
                     "name the CSV:  --data FILE      (or --data - for standard input)");
  }
  const std::size_t layers = options.hidden.size();
  if (given("activation") && layers == 0) {
    throw UsageError("--activation is for hidden layers, and --hidden 0 has none",
                     "leave it out, or use:  --output-activation");
  }
  if (options.activations.size() > 1 && options.activations.size() != layers) {
    throw UsageError(fmt::format("--activation names {} activations for {}", options.activations.size(),
                                 counted(layers, "hidden layer")),
                     "give one for all or one for each");
  }
  const std::string& log = options.log;
  if (log == "-" || options.predictions == "-") {
    throw UsageError(fmt::format("--{} - would mix with the result on standard output",
                                 log == "-" ? "log" : "predictions"),
                     "name a file");
  }
  if (!log.empty() && !log.ends_with(".csv") && !log.ends_with(".jsonl") && !log.starts_with("/dev/")) {
    throw UsageError(
        fmt::format("--log {} does not end in .csv or .jsonl, which says what to write", shown_path(log)),
        "name it, for example:  --log log.csv");
  }
  if (options.backprop == Backprop::kLecture) {
    if (layers != 1) {
      throw UsageError(fmt::format("--backprop lecture is defined for one hidden layer, not for {}", layers),
                       "use --backprop exact, or one layer like --hidden 5");
    }
    if (options.loss.value_or(Loss::kSse) != Loss::kSse) {
      throw UsageError(
          fmt::format("--backprop lecture is defined for the loss sse, not for {}", name_of(*options.loss)),
          "use --backprop exact, or --loss sse");
    }
    if (options.output_activation.value_or(Activation::kSigmoid) != Activation::kSigmoid) {
      throw UsageError("--backprop lecture is defined for a sigmoid output, not for identity",
                       "use --backprop exact, or --output-activation sigmoid");
    }
  }
}

void resolve(TrainOptions& options, const Table& table) {
  ReadOptions& read = options.read;
  const bool regress = table.task == Task::kRegress;
  if (table.classes.size() > 2) {
    std::vector<std::string> labels;
    for (const ClassLabel& one : table.classes) labels.push_back(printable(one.label));
    throw UsageError(
        fmt::format("{}: the target '{}' has {} classes ({}), and this version tells two classes apart",
                    shown_path(table.path), printable(table.target), labels.size(), join(labels)),
        "choose a target of two values, or train on the values:  --task regress");
  }
  if (options.backprop == Backprop::kLecture && regress) {
    const bool fits = options.output_activation && options.loss;
    if (!fits) {
      throw UsageError(
          fmt::format(
              "--backprop lecture is defined for a sigmoid output and the loss sse, and the target '{}' is "
              "a regression, which has neither by itself",
              printable(table.target)),
          "say so:  --output-activation sigmoid --loss sse      or use --backprop exact");
    }
  }
  read.task = table.task;
  read.header = table.has_header ? HeaderMode::kYes : HeaderMode::kNo;
  read.delimiter = table.delimiter == '\t' ? "tab" : std::string(1, table.delimiter);
  read.features = table.features_list;
  read.target = table.target_item;
  read.categorical = table.categorical_list;
  read.weights_column = table.weights_item;
  if (!options.output_activation) {
    options.output_activation = regress ? Activation::kIdentity : Activation::kSigmoid;
  }
  if (!options.loss) options.loss = regress ? Loss::kMse : Loss::kSse;
}

Network make_network(const TrainOptions& options, const Preprocessing& preprocessing, const Table& table) {
  std::vector<std::size_t> sizes = {preprocessing.input_count()};
  std::vector<Activation> activations;
  for (std::size_t l = 0; l < options.hidden.size(); ++l) {
    sizes.push_back(options.hidden[l]);
    activations.push_back(options.activations[options.activations.size() == 1 ? 0 : l]);
  }
  sizes.push_back(table.targets.columns());
  activations.push_back(*options.output_activation);
  return Network(sizes, activations, !options.no_bias);
}

}  // namespace nntrain
