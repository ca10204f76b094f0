#include "app/train_options.hpp"

#include <utility>

#include <fmt/format.h>

#include "app/contradictions.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/terminal_line.hpp"

namespace nntrain {
namespace {

/// What is defined for one output of two classes, or of a number, only.
void check_outputs(const TrainOptions& options, const Table& table) {
  const std::size_t classes = table.classes.size();
  const bool perceptron = options.optimizer == OptimizerKind::kPerceptron;
  if (classes > 2 && (perceptron || options.output_activation == Activation::kStep)) {
    throw UsageError(fmt::format("{} tells two classes apart, and the target '{}' has {}",
                                 perceptron ? "--optimizer perceptron" : "--output-activation step",
                                 printable(table.target), classes),
                     "use --optimizer gd, or choose a target of two classes");
  }
  if (options.backprop != Backprop::kLecture) return;
  if (classes > 2) {
    throw UsageError(fmt::format("--backprop lecture is defined for one output, and the target '{}' has {} "
                                 "classes",
                                 printable(table.target), classes),
                     "use --backprop exact");
  }
  const bool says_so = options.output_activation && options.loss;
  if (table.task == Task::kRegress && !says_so) {
    throw UsageError(
        fmt::format(
            "--backprop lecture is defined for a sigmoid output and the loss sse, and the target '{}' "
            "is a regression, which has neither by itself",
            printable(table.target)),
        "say so:  --output-activation sigmoid --loss sse      or use --backprop exact");
  }
}

Activation usual_output(const Table& table) {
  if (table.task == Task::kRegress) return Activation::kIdentity;
  return table.classes.size() > 2 ? Activation::kSoftmax : Activation::kSigmoid;
}

Loss usual_loss(const TrainOptions& options, const Table& table) {
  if (table.task == Task::kRegress) return Loss::kMse;
  return options.output_activation == Activation::kSoftmax ? Loss::kCrossEntropy : Loss::kSse;
}

/// Standard input can be read once.
void check_inputs(const TrainOptions& options) {
  const char* first = nullptr;
  for (const auto& [flag, path] :
       {std::pair("data", &options.read.path), std::pair("validation", &options.validation),
        std::pair("test", &options.test), std::pair("init-from", &options.init_from),
        std::pair("resume", &options.resume)}) {
    if (*path != "-") continue;
    if (first != nullptr) {
      throw UsageError(fmt::format("--{} and --{} cannot both be standard input", first, flag),
                       "write one of them to a file");
    }
    first = flag;
  }
}

}  // namespace

bool tells_people(const TrainOptions& options) {
  return options.format == Format::kText && options.print.empty();
}

bool shows_progress(const TrainOptions& options) {
  const bool wanted = options.progress == ProgressMode::kAlways ||
                      (options.progress == ProgressMode::kAuto && standard_error_is_terminal());
  return wanted && !options.quiet;
}

void check(const TrainOptions& options) {
  if (options.read.path.empty()) {
    throw UsageError("there is no --data: which table is to be learned?",
                     "name the CSV:  --data FILE      (or --data - for standard input)");
  }
  refuse_contradictions(options);
  check_inputs(options);
  const std::string& log = options.log;
  for (const auto& [flag, path] :
       {std::pair("log", &log), std::pair("predictions", &options.predictions),
        std::pair("save", &options.save), std::pair("checkpoint", &options.checkpoint)}) {
    if (*path != "-") continue;
    throw UsageError(fmt::format("--{} - would mix with the result on standard output", flag), "name a file");
  }
  if (!log.empty() && !log.ends_with(".csv") && !log.ends_with(".jsonl") && !log.starts_with("/dev/")) {
    throw UsageError(
        fmt::format("--log {} does not end in .csv or .jsonl, which says what to write", shown_path(log)),
        "name it, for example:  --log log.csv");
  }
}

void imply(TrainOptions& options) {
  if (options.optimizer != OptimizerKind::kPerceptron) return;
  if (!options.is_given("hidden")) options.hidden.clear();
  if (!options.output_activation) options.output_activation = Activation::kStep;
  if (!options.loss) options.loss = Loss::kHalfSse;
  options.batch_size = 1;
  options.no_shuffle = true;
}

void resolve(TrainOptions& options, const Table& table) {
  ReadOptions& read = options.read;
  read.task = table.task;
  refuse_contradictions(options);
  check_outputs(options, table);
  read.header = table.has_header ? HeaderMode::kYes : HeaderMode::kNo;
  read.delimiter = table.delimiter == '\t' ? "tab" : std::string(1, table.delimiter);
  read.features = table.features_list();
  read.target = table.target_item;
  read.categorical = table.categorical_list;
  read.weights_column = table.weights_item;
  if (table.task == Task::kRegress && options.loss == Loss::kCrossEntropy)
    options.loss.reset();  // a preset's
  if (table.task == Task::kClassify) options.scale_target = ScaleMode::kNone;
  if (table.task == Task::kRegress && options.split == SplitMode::kStratified) {
    options.split = SplitMode::kRandom;
  }
  if (!options.output_activation) options.output_activation = usual_output(table);
  if (!options.loss) options.loss = usual_loss(options, table);
  const double rate = usual_learning_rate(options.optimizer);
  if (!options.learning_rate && rate > 0) options.learning_rate = rate;
}

Network make_network(const TrainOptions& options, std::size_t inputs, const Table& table) {
  std::vector<std::size_t> sizes = {inputs};
  std::vector<Activation> activations;
  for (std::size_t l = 0; l < options.hidden.size(); ++l) {
    sizes.push_back(options.hidden[l]);
    activations.push_back(options.activations[options.activations.size() == 1 ? 0 : l]);
  }
  sizes.push_back(output_count(table.classes.size(), *options.output_activation));
  activations.push_back(*options.output_activation);
  return Network(sizes, activations, !options.no_bias);
}

}  // namespace nntrain
