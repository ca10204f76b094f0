#include "app/train_command.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "app/config_file.hpp"
#include "app/train_options.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/numbers.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "math/normal.hpp"
#include "metrics/measure.hpp"
#include "model/weights_file.hpp"
#include "report/advice.hpp"
#include "report/fields.hpp"
#include "report/json_report.hpp"
#include "report/log_file.hpp"
#include "report/predictions.hpp"
#include "report/progress_line.hpp"
#include "report/text_report.hpp"
#include "training/memory.hpp"

namespace nntrain {
namespace {

void refuse_overwriting(const TrainOptions& options) {
  const auto refuse = [](const char* output, const std::string& path, const char* other) {
    throw UsageError(fmt::format("--{} {} would overwrite the file of --{}", output, shown_path(path), other),
                     fmt::format("name another file:  --{} FILE", output));
  };
  for (const auto& [output, path] :
       {std::pair("predictions", &options.predictions), std::pair("log", &options.log)}) {
    if (path->empty()) continue;
    for (const auto& [input, from] :
         {std::pair("data", &options.read.path), std::pair("init-from", &options.init_from),
          std::pair("config", &options.config)}) {
      if (!from->empty() && same_file(*path, *from)) refuse(output, *path, input);
    }
  }
  if (!options.predictions.empty() && !options.log.empty() && same_file(options.predictions, options.log)) {
    refuse("log", options.log, "predictions");
  }
}

void parse(const Arguments& arguments, const FlagTable& flags, TrainOptions& options) {
  options.given = parse_command_line(arguments, flags);
  if (!options.config.empty()) read_config_file(options.config, flags, options.given);
  check(options);
  if (!options.predictions.empty()) check_writable(options.predictions, Writing::kWhole);
  if (!options.log.empty()) check_writable(options.log, Writing::kGrowing);
  refuse_overwriting(options);
  options.read.sha256 = options.format == Format::kJson && options.print.empty();
}

/// What the user asks of the result, checked before the work begins.
struct Questions {
  std::vector<std::string> fields;
  std::vector<Assertion> asserts;
};

Questions questions_of(const TrainOptions& options, Task task) {
  const std::vector<std::string> metrics =
      task == Task::kClassify ? class_metric_names() : value_metric_names();
  Questions questions;
  if (!options.print.empty()) questions.fields = parse_fields(options.print, metrics);
  for (const std::string& expression : options.asserts) {
    questions.asserts.push_back(parse_assertion(expression, metrics));
  }
  return questions;
}

std::vector<double> start(const TrainOptions& options, const Network& network, const Table& table) {
  std::vector<double> parameters(network.parameter_count());
  if (options.init_from.empty()) {
    RandomStream random(options.seed, RandomPurpose::kStart);
    fill_normal(random, parameters);
  } else {
    fill_parameters(read_layers(options.init_from), network, table.features, options.init_from, parameters);
  }
  return parameters;
}

struct Observers {
  std::unique_ptr<LogFile> log;
  std::unique_ptr<ProgressLine> progress;

  Observers(const TrainOptions& options, const Table& table) {
    const bool classes = table.task == Task::kClassify;
    if (!options.log.empty()) log = std::make_unique<LogFile>(options.log, table.rows(), classes);
    const bool wanted = options.progress == ProgressMode::kAlways ||
                        (options.progress == ProgressMode::kAuto && standard_error_is_terminal());
    if (wanted && !options.quiet) {
      progress = std::make_unique<ProgressLine>(options.iterations, table.rows(), classes);
    }
  }

  std::vector<TrainingObserver*> list() const {
    std::vector<TrainingObserver*> observers;
    if (log) observers.push_back(log.get());
    if (progress) observers.push_back(progress.get());
    return observers;
  }
};

Metrics measure(const Table& table, const BlockMatrix& outputs, double loss) {
  return table.task == Task::kClassify ? measure_classes(outputs, table.targets, loss)
                                       : measure_values(outputs, table.targets, loss);
}

std::string rule_text(const TrainOptions& options) {
  return fmt::format("gradient descent over all rows, {} gradient of {}, learning rate {}",
                     name_of(options.backprop), name_of(*options.loss), shortest(options.learning_rate));
}

std::string report(const RunResult& result, const TrainOptions& options, const Questions& questions) {
  const bool json = options.format == Format::kJson;
  if (!questions.fields.empty()) {
    return json ? json_fields(questions.fields, result) : print_fields(questions.fields, result);
  }
  return json ? json_report(result) : text_report(result);
}

/// Warnings and the verdicts of asserts, on standard error.
void comment(const RunResult& result, const TrainOptions& options) {
  std::string text;
  const bool failed = result.training.stop == Stop::kDiverged;
  if (failed || !options.quiet) {
    for (const std::string& advice : advice_on(result, *options.loss, options.learning_rate)) {
      text += (failed ? "nntrain: " : "nntrain: warning: ") + advice + "\n";
    }
  }
  for (const AssertionResult& assertion : result.asserts) {
    if (assertion.passed && options.quiet) continue;
    text += fmt::format("{} {}: it is {} (n = {})\n", assertion.passed ? "PASS" : "FAIL",
                        assertion.expression, assertion.text, result.table.rows());
  }
  std::fputs(text.c_str(), stderr);
}

ExitCode exit_code(const RunResult& result) {
  if (result.training.stop == Stop::kDiverged) return ExitCode::kTraining;
  const bool all_passed = std::all_of(result.asserts.begin(), result.asserts.end(),
                                      [](const AssertionResult& assertion) { return assertion.passed; });
  return all_passed ? ExitCode::kDone : ExitCode::kAnswerNo;
}

}  // namespace

ExitCode train_command(const Arguments& arguments) {
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  parse(arguments, flags, options);

  const Table table = read_table(options.read);
  resolve(options, table);
  const Questions questions = questions_of(options, table.task);

  const Network network = make_network(options, table);
  check_memory(network, table.inputs.block_count());
  std::vector<double> parameters = start(options, network, table);

  LossGradient loss(network, *options.loss, options.backprop, table.inputs, table.targets);
  GradientDescent optimizer(options.learning_rate);
  TrainingResult training;
  {
    const Observers observers(options, table);
    training = train(loss, optimizer, options.iterations, parameters, observers.list());
  }

  const BlockMatrix outputs = loss.outputs(parameters);
  const Metrics metrics = measure(table, outputs, training.loss);
  const std::string fingerprint = nntrain::fingerprint(parameters);
  std::vector<AssertionResult> asserts;
  for (const Assertion& assertion : questions.asserts)
    asserts.push_back(evaluate(assertion, metrics, fingerprint));

  const RunResult result{table,
                         network,
                         parameters,
                         training,
                         metrics,
                         asserts,
                         fingerprint,
                         rule_text(options),
                         options.seed,
                         options.weights,
                         [&flags](JsonWriter& json) {
                           for (const Flag& flag : flags.flags()) flag.write(json.key(flag.name));
                         }};
  if (!options.predictions.empty()) write_file(options.predictions, predictions_csv(table, network, outputs));
  write_standard_output(report(result, options, questions));
  comment(result, options);
  return exit_code(result);
}

}  // namespace nntrain
