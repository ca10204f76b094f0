#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "app/resolve.hpp"
#include "app/resume.hpp"
#include "app/train_data.hpp"
#include "app/train_flags.hpp"
#include "app/train_run.hpp"
#include "base/error.hpp"
#include "base/input.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/replay_report.hpp"

namespace nntrain {
namespace {

struct ReplayOptions {
  std::string model;
  std::map<std::string, std::string> files;  ///< by flag of train: where a file is now; "": where it was
  std::uint64_t threads = 0;                 ///< 0: all available processors
  std::string config;
  bool quiet = false;
};

bool is_cut(const TrainingRecord& training) {
  const bool is_any_cut = std::any_of(training.networks.begin(), training.networks.end(), is_cut);
  return is_any_cut || training.stop == name_of(StopReason::kTime) ||
         training.stop == name_of(StopReason::kSignal);
}

/// Repeats a run that time or a signal stopped with as many iterations and, of several starts, only the best;
/// of an ensemble with the networks that began, each with as many iterations. Its model is that before a
/// refit.
void repeat_stop(const TrainingRecord& training, TrainRequest& request) {
  TrainOptions& options = request.options;
  if (!is_cut(training)) return;
  options.refit = false;
  if (options.ensemble > 1) {
    for (const TrainingRecord& network : training.networks) request.passes.push_back(network.iterations);
    if (request.passes.size() > options.ensemble) request.passes.clear();  // the file was edited
    return;
  }
  options.planned_iterations = options.iterations;
  options.iterations = training.iterations;
  if (!training.best_restart || *training.best_restart == 0 || *training.best_restart > options.restarts)
    return;
  options.restarts = *training.best_restart;
  request.first_restart = *training.best_restart - 1;
}

/// The training run that made the model.
TrainRequest request_of(const SavedModel& saved, const ReplayOptions& replay) {
  TrainOptions options;
  take_settings(saved.receipt, replay.model, options);
  std::set<std::string> given_now;
  const FlagTable flags = train_flags(options);
  for (const auto& [flag, path] : replay.files) {
    if (path.empty()) continue;
    if (saved.receipt.find_file(flag) == nullptr) {
      throw UsageError(fmt::format("{} was made without --{}", shown_path(replay.model), flag),
                       "leave it out");
    }
    flags.find(flag)->set(path);
    given_now.insert(flag);
  }
  check_input_files(saved.receipt, replay.model, options, given_now);
  if (!options.is_given("delimiter")) options.read.delimiter = "auto";
  options.max_seconds = 0;
  options.threads = replay.threads;
  options.outputs.quiet = replay.quiet;
  TrainRequest request = checked_request(std::move(options));
  repeat_stop(saved.training, request);
  request.hashes_files = true;
  request.notes_seen = saved.model.tells_seen();
  return request;
}

FlagTable replay_flags(ReplayOptions& options) {
  FlagTable table("replay");
  table.group("Model and data");
  add_model_flag(table, options.model);
  TrainOptions trained;
  const FlagTable flags_of_train = train_flags(trained);
  for (const Flag& flag : flags_of_train.flags()) {
    const bool is_input = flag.is_recipe && flag.file && !flag.file->writing;
    if (!is_input) continue;
    const std::string help =
        flag.name == "data" ? "where the data are now; default: where they were" : "the same for that file";
    table.add_input({flag.name, "FILE", help, "", flag.short_name}, options.files[flag.name]);
  }
  table.add_threads({"threads", "N", "threads that share the work; they never change a result"},
                    options.threads);
  table.group("Output");
  add_config_flag(table, options.config);
  table.add_switch({"quiet", "", "print only errors on standard error", "", 'q'}, options.quiet);
  return table;
}

ReplayOptions read_replay_options(const Arguments& arguments, FlagPlaces& places) {
  ReplayOptions replay;
  const FlagTable flags = replay_flags(replay);
  read_flags(arguments, flags, places);
  if (replay.model.empty()) {
    throw UsageError("the model is missing: which one to replay?", "name its file:  nntrain replay FILE");
  }
  check_files(flags);
  return replay;
}

/// Prints which input files have other bytes than then. Returns the flag of the first one, or "". Standard
/// input cannot be read again.
std::string tell_changed_files(const Receipt& then, TrainOptions options) {
  std::string first;
  const FlagTable flags = train_flags(options);
  for (const InputFile& file : then.files) {
    const std::string& path = *flags.find(file.flag)->file->path;
    if (path == "-" || !is_readable(path)) continue;
    const InputFile now = read_input(file.flag, path);
    if (now.sha256 == file.sha256) continue;
    const std::string changes = changed_parts(file, now);
    print_error((changes.empty()
                     ? fmt::format("{} has other bytes than in training: its SHA-256 is {}, not {}",
                                   shown_path(path), now.sha256, printable(file.sha256, 64))
                     : fmt::format("{} names other files than in training: {}", shown_path(path), changes))
                    .c_str());
    if (first.empty()) first = file.flag;
  }
  return first;
}

/// Trains as the receipt says. If that fails, files with other bytes are told first: they may be the cause.
RunResult train_again(const Receipt& then, const TrainRequest& request) {
  try {
    Table table = read_data(request);
    const Experiment experiment = resolve(request, table);
    const Trial trial = make_trial(request, experiment, table);
    return train(request, experiment, trial, std::move(table));
  } catch (const Error& error) {
    const std::string flag = tell_changed_files(then, request.options);
    if (flag.empty()) throw;
    // The flags are those of then: only the file can be wrong.
    const bool is_usage = error.code() == ExitCode::kUsage;
    throw Error(is_usage ? ExitCode::kData : error.code(), error.what(),
                fmt::format("name the file that the model was trained on:  --{} FILE", flag));
  }
}

/// Trains again from a model's receipt, and reports whether the result has the same bits.
ExitCode run_replay(const Arguments& arguments, FlagPlaces& places) {
  const ReplayOptions replay = read_replay_options(arguments, places);
  const SavedModel saved = read_model(replay.model);
  const TrainRequest request = request_of(saved, replay);
  const RunResult result = train_again(saved.receipt, request);
  if (noted_signal() != 0) {
    write_standard_error("nntrain: stopped by a signal before the end, without a verdict\n");
    return exit_code(result);
  }
  const ReplayReport report = compare_with(saved, replay.model, result);
  const bool is_read = finds_reader([&] { write_standard_output(report.text); });
  return or_closed_pipe(report.is_identical ? ExitCode::kDone : ExitCode::kAnswerNo, is_read);
}

}  // namespace

Command replay_command() {
  return {"replay", with_flags<ReplayOptions, replay_flags>, run_replay};
}

}  // namespace nntrain
