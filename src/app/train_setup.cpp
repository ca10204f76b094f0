#include "app/train_setup.hpp"

#include <utility>

#include <fmt/format.h>

#include "app/config_file.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "math/normal.hpp"
#include "metrics/measure.hpp"
#include "model/weights_file.hpp"
#include "report/fields.hpp"

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

}  // namespace

void read_options(const Arguments& arguments, const FlagTable& flags, TrainOptions& options) {
  options.given = parse_command_line(arguments, flags);
  if (!options.config.empty()) read_config_file(options.config, flags, options.given);
  check(options);
  if (!options.predictions.empty()) check_writable(options.predictions, Writing::kWhole);
  if (!options.log.empty()) check_writable(options.log, Writing::kGrowing);
  refuse_overwriting(options);
  options.read.sha256 = options.format == Format::kJson && options.print.empty();
}

Questions questions_of(const TrainOptions& options, const Table& table) {
  const KnownMetrics metrics = {{"train"},
                                table.task == Task::kClassify
                                    ? class_metric_names(gives_probabilities(*options.output_activation))
                                    : value_metric_names(),
                                labels_of(table)};
  Questions questions{{options.format, {}, options.weights, options.predictions, options.quiet}, {}};
  if (!options.print.empty()) questions.telling.fields = parse_fields(options.print, metrics);
  for (const std::string& expression : options.asserts) {
    questions.asserts.push_back(parse_assertion(expression, metrics));
  }
  return questions;
}

std::vector<double> start_of(const TrainOptions& options, const Network& network,
                             const Preprocessing& preprocessing) {
  std::vector<double> parameters(network.parameter_count());
  if (options.init_from.empty()) {
    RandomStream random(options.seed, RandomPurpose::kStart);
    fill_normal(random, parameters);
  } else {
    fill_parameters(read_layers(options.init_from), network, preprocessing.input_names(), options.init_from,
                    parameters);
  }
  return parameters;
}

Recipe recipe_of(const TrainOptions& options, const FlagTable& flags) {
  return {*options.loss, options.backprop, options.learning_rate, options.seed, [&flags](JsonWriter& json) {
            for (const Flag& flag : flags.flags()) flag.write(json.key(flag.name));
          }};
}

Observers::Observers(const TrainOptions& options, const Table& table) {
  const bool classes = table.task == Task::kClassify;
  if (!options.log.empty()) log_ = std::make_unique<LogFile>(options.log, table.rows(), classes);
  const bool wanted = options.progress == ProgressMode::kAlways ||
                      (options.progress == ProgressMode::kAuto && standard_error_is_terminal());
  if (wanted && !options.quiet) {
    progress_ = std::make_unique<ProgressLine>(options.iterations, table.rows(), classes);
  }
}

std::vector<TrainingObserver*> Observers::list() const {
  std::vector<TrainingObserver*> observers;
  if (log_) observers.push_back(log_.get());
  if (progress_) observers.push_back(progress_.get());
  return observers;
}

}  // namespace nntrain
