#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "app/resolve.hpp"
#include "app/resume.hpp"
#include "app/train_data.hpp"
#include "app/train_run.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "report/replay_report.hpp"

namespace nntrain {
namespace {

/// Everything that `nntrain replay` can be told.
struct ReplayOptions {
  std::string model;
  std::string data;  ///< "": where the model says; so are the next three
  std::string validation;
  std::string test;
  std::string init_from;
  std::uint64_t threads = 0;  ///< 0: as many as this process may run
  bool quiet = false;
};

/// A run that time or a signal has stopped is made again for as many iterations; of several starts the best.
/// Returns the first start that is made.
std::uint64_t repeat_stop(const TrainingRecord& training, TrainOptions& options) {
  options.max_seconds = 0;
  if (training.stop != name_of(Stop::kTime) && training.stop != name_of(Stop::kSignal)) return 0;
  options.iterations = training.iterations;
  if (!training.best_restart || *training.best_restart == 0 || *training.best_restart > options.restarts)
    return 0;
  options.restarts = *training.best_restart;
  return *training.best_restart - 1;
}

/// The training that made the model.
TrainRequest request_of(const SavedModel& saved, const ReplayOptions& replay) {
  TrainOptions options;
  take_settings(saved.receipt, replay.model, options);
  std::set<std::string> typed;
  for (const auto& [flag, from, to] : {std::tuple("data", &replay.data, &options.read.path),
                                       std::tuple("validation", &replay.validation, &options.validation),
                                       std::tuple("test", &replay.test, &options.test),
                                       std::tuple("init-from", &replay.init_from, &options.init_from)}) {
    if (from->empty()) continue;
    if (saved.receipt.find_file(flag) == nullptr) {
      throw UsageError(fmt::format("{} was made without --{}", shown_path(replay.model), flag),
                       "leave it out");
    }
    *to = *from;
    typed.insert(flag);
  }
  check_places(saved.receipt, replay.model, options, typed);
  if (!options.is_given("delimiter")) options.read.delimiter = "auto";
  const std::uint64_t first_restart = repeat_stop(saved.training, options);
  options.threads = replay.threads;
  options.outputs.quiet = replay.quiet;
  TrainRequest request = checked_request(std::move(options));
  request.hashes_files = true;
  request.first_restart = first_restart;
  return request;
}

FlagTable replay_flags(ReplayOptions& options) {
  FlagTable table("replay");
  table.group("Model and data");
  add_model_flag(table, options.model);
  table.add_text({"data", "FILE", "where the data are now; default: where they were", "", 'd'}, options.data);
  table.add_text({"validation", "FILE", "the same for that file"}, options.validation);
  table.add_text({"test", "FILE", "the same for that file"}, options.test);
  table.add_text({"init-from", "FILE", "the same for that file"}, options.init_from);
  table.add_threads({"threads", "N", "threads that share the work; they never change a result"},
                    options.threads);
  table.group("Output");
  table.add_switch({"quiet", "", "nothing on standard error but errors", "", 'q'}, options.quiet);
  return table;
}

ReplayOptions read_replay_options(const Arguments& arguments) {
  ReplayOptions replay;
  parse_command_line(arguments, replay_flags(replay));
  if (replay.model.empty()) {
    throw UsageError("there is no model: what is to be made again?", "name its file:  nntrain replay FILE");
  }
  return replay;
}

/// Trains again as a model's receipt says, and tells whether the same bits come out.
ExitCode run_replay(const Arguments& arguments) {
  const ReplayOptions replay = read_replay_options(arguments);
  const SavedModel saved = read_model(replay.model);
  const TrainRequest request = request_of(saved, replay);
  Table table = read_data(request);
  const Experiment experiment = resolve(request, table);
  const Trial trial = make_trial(request, experiment, table);
  const RunResult result = train(request, experiment, trial, std::move(table), {}).result;
  if (result.training.stop == Stop::kSignal) {
    std::fputs("nntrain: stopped by a signal before the end: no verdict\n", stderr);
    return exit_code(result);
  }
  const ReplayReport report = compare_with(saved, replay.model, result);
  write_standard_output(report.text);
  return report.is_identical ? ExitCode::kDone : ExitCode::kAnswerNo;
}

}  // namespace

Command replay_command() {
  return {"replay", with_flags<ReplayOptions, replay_flags>, run_replay};
}

}  // namespace nntrain
