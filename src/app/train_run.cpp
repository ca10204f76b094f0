#include "app/train_run.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <memory>
#include <new>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/phase_notes.hpp"
#include "app/ranks_for_run.hpp"
#include "app/resolve.hpp"
#include "app/resume.hpp"
#include "app/trace_flags.hpp"
#include "app/train_data.hpp"
#include "app/train_flags.hpp"
#include "app/train_notes.hpp"
#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/ranks.hpp"
#include "base/text.hpp"
#include "dataset/identifiers.hpp"
#include "report/log_file.hpp"
#include "report/predictions.hpp"
#include "report/progress_line.hpp"
#include "report/risen_loss.hpp"
#include "report/start_text.hpp"
#include "report/text_lines.hpp"
#include "report/text_report.hpp"
#include "report/weights_log.hpp"
#include "trace/trace.hpp"
#include "training/gradient_check.hpp"
#include "training/held_out.hpp"
#include "training/memory.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostDerivatives = 500;

/// The number of threads: as requested, else those available with blocks to work on, or 1 if memory is short.
std::size_t threads_for(const TrainOptions& options, const Experiment& experiment, const Table& table) {
  if (options.threads > 0) return options.threads;
  const std::size_t blocks = table.row_share().ranks->most(table.targets.block_count());
  const std::size_t tasks = std::max<std::size_t>({1, blocks / 2, experiment.recipe.ensemble});
  if (tasks == 1) return 1;
  const std::size_t threads = std::min(available_threads(), tasks);
  const Network network = make_network(experiment.network, most_inputs(table), table.classes.size());
  const bool fits = fits_memory(network, blocks, vectors_kept(experiment.recipe), threads,
                                beside_training(experiment.recipe, threads));
  return fits ? threads : 1;
}

/// The weights that were read as formulas, where the result shows them.
std::string formulas_of(const Outputs& outputs, const StartPlan& start, PreparedTrial& prepared) {
  if (start.is_drawn || !outputs.is_for_people()) return "";
  std::vector<double> weights(prepared.model.parameters.size());
  prepared.start(0, weights);
  return start_formulas(prepared.model, weights, outputs.weights);
}

/// Whether training has a purpose where nobody reads standard output: an assert, or a file that is written
/// whole.
bool outlives_its_reader(TrainOptions options) {
  if (!options.outputs.asserts.empty()) return true;
  const FlagTable flags = train_flags(options);
  const std::vector<const Flag*> outputs = outputs_of(flags);
  return std::any_of(outputs.begin(), outputs.end(), [](const Flag* output) {
    return output->file->writing == Writing::kWhole && *output->file->path != "-";
  });
}

/// The parts that each iteration has.
std::vector<std::string> watched_parts(const PreparedTrial& trial) {
  std::vector<std::string> parts = {"train"};
  if (held_out_in(trial.splits, trial.bags).split != nullptr) parts.emplace_back("validation");
  return parts;
}

/// Observes and controls training as requested: logs, trace, progress line, history, checkpoints.
class RunObservers {
 public:
  /// `traced`: the names that a trace shows, see traced_names().
  RunObservers(const TrainRequest& request, const Experiment& experiment, std::vector<InputFile> files,
               std::set<std::string> traced)
      : request_(request), experiment_(experiment), files_(std::move(files)), traced_(std::move(traced)) {}

  TrialControl control();

  History history;                ///< of the start with the result, if a picture shows it
  Snapshots snapshots;            ///< of the same start, if there is a film
  std::vector<std::string> gaps;  ///< what is missing in the logs of a resumed run
  /// The logs that could not be written to their ends, and why.
  std::vector<std::pair<const char*, std::exception_ptr>> lost_logs;
  std::exception_ptr lost_trace;
  std::string why_no_trace;  ///< if nothing that was chosen was shown
  std::exception_ptr lost_checkpoint;

 private:
  std::vector<TrainingObserver*> begin(const PreparedTrial& trial);
  void begin_logs(const PreparedTrial& trial);
  void tell_not_repeated() const;
  LogPrefixes prefixes(const Checkpoint& checkpoint);
  void end(const TrainingResult& result);
  void keep(const Checkpoint& checkpoint);

  const TrainRequest& request_;
  const Experiment& experiment_;
  std::vector<InputFile> files_;
  std::set<std::string> traced_;
  std::vector<std::unique_ptr<IterationLog>> logs_;
  std::unique_ptr<Trace> trace_;
  std::unique_ptr<ProgressLine> progress_;  // its destructor erases the line
  std::unique_ptr<HistoryKeeper> history_;
  std::unique_ptr<SnapshotKeeper> snapshots_;
};

TrialControl RunObservers::control() {
  TrialControl control{[this](const PreparedTrial& trial) { return begin(trial); },
                       [this](const TrainingResult& result) { end(result); },
                       {}};
  const std::optional<std::uint64_t>& every = request_.options.outputs.checkpoint_every;
  control.training.keep_pace = every ? KeepPace{*every, 0} : KeepPace{0, kCheckpointSeconds};
  if (request_.from) control.training.from = &request_.from->checkpoint;
  if (!request_.options.outputs.checkpoint.empty()) {
    control.training.keep = [this](const Checkpoint& checkpoint) { keep(checkpoint); };
  }
  return control;
}

std::vector<TrainingObserver*> RunObservers::begin(const PreparedTrial& trial) {
  const Outputs& outputs = request_.options.outputs;
  note_first_signal();
  static_cast<void>(Ranks::all().any(false));  // each rank has read what the first one may now replace
  if (outlives_its_reader(request_.options)) std::signal(SIGPIPE, SIG_IGN);
  const bool classes = !trial.model.target.classes.empty();
  const std::uint64_t restarts = start_count(trial.recipe);
  std::vector<TrainingObserver*> observers;
  const auto add = [&observers](auto& place, auto made) {
    place = std::move(made);
    observers.push_back(place.get());
  };
  begin_logs(trial);
  for (const std::unique_ptr<IterationLog>& log : logs_) observers.push_back(log.get());
  tell_not_repeated();
  if (outputs.trace > 0) {
    const TraceOptions options{outputs.trace, outputs.trace_rows, traced_, outputs.trace_format,
                               outputs.is_for_people()};
    add(trace_, std::make_unique<Trace>(options, trial.model, trial.recipe, trial.splits.front()));
  }
  // On one terminal both would overwrite each other.
  if (shows_progress(outputs) && (!trace_ || outputs.progress == ProgressMode::kAlways)) {
    add(progress_, std::make_unique<ProgressLine>(trial.recipe.plan.iterations, restarts, classes));
  }
  const FilmRequest& film = outputs.plot.film;
  if (shows_training(outputs.plot.request) || !film.path.empty() || !outputs.report.empty())
    add(history_, std::make_unique<HistoryKeeper>(classes, restarts));
  if (!film.path.empty()) {
    add(snapshots_,
        std::make_unique<SnapshotKeeper>(film.every.value_or(0), trial.model.parameters.size(), restarts));
  }
  return observers;
}

void RunObservers::begin_logs(const PreparedTrial& trial) {
  const Outputs& outputs = request_.options.outputs;
  const SavedCheckpoint* const from = request_.from ? &*request_.from : nullptr;
  const auto target = [&](const std::string& path) {
    return LogTarget{path, start_count(trial.recipe) > 1, !outputs.checkpoint.empty(), from};
  };
  if (!outputs.log.empty()) {
    logs_.push_back(std::make_unique<LogFile>(target(outputs.log), watched_parts(trial),
                                              !trial.model.target.classes.empty(),
                                              trial.recipe.plan.watched.metric));
  }
  if (!outputs.log_weights.empty())
    logs_.push_back(std::make_unique<WeightsLog>(target(outputs.log_weights), trial.model));
  for (const std::unique_ptr<IterationLog>& log : logs_) {
    log->begin();
    if (!log->gap().empty()) gaps.push_back(log->gap());
  }
  // Else the rows of such a log would be refused, were this run killed before its first checkpoint.
  if (from != nullptr && !gaps.empty() && !outputs.checkpoint.empty()) keep(from->checkpoint);
}

/// Tells now, and not at the end of a long run, what --resume does not repeat.
void RunObservers::tell_not_repeated() const {
  const Outputs& outputs = request_.options.outputs;
  if (!request_.from || outputs.continues || outputs.quiet) return;
  const std::string flags = not_repeated(*request_.from, request_.options);
  if (flags.empty()) return;
  print_warning(fmt::format("the run in {} also had these flags, which this command does not repeat:  {}",
                            shown_path(request_.from->path), flags));
}

void RunObservers::end(const TrainingResult& result) {
  if (history_) history = history_->of(result.restart);
  history_.reset();
  if (snapshots_) snapshots = snapshots_->take(result.restart);
  snapshots_.reset();
  progress_.reset();
  if (trace_) {
    lost_trace = trace_->lost();
    why_no_trace = trace_->why_empty();
  }
  for (const std::unique_ptr<IterationLog>& log : logs_) {
    if (const std::exception_ptr error = log->finish()) lost_logs.emplace_back(log->kind().what, error);
  }
  trace_.reset();
  logs_.clear();
}

/// What a checkpoint has of a log from before that this run does not write.
std::optional<LogPrefix> passed_on(const std::optional<LogPrefix>& log, const Checkpoint& from,
                                   const Checkpoint& now) {
  if (!log) return {};
  const std::optional<TrainingState>& before = from.search.state;
  const std::optional<TrainingState>& after = now.search.state;
  const bool is_same = from.refit || (before && after && before->iterations == after->iterations);
  return LogPrefix{log->bytes, log->sha256, log->is_whole && is_same};
}

LogPrefixes RunObservers::prefixes(const Checkpoint& checkpoint) {
  LogPrefixes now;
  if (request_.from) {
    const LogPrefixes& then = request_.from->logs;
    now = {passed_on(then.metrics, request_.from->checkpoint, checkpoint),
           passed_on(then.weights, request_.from->checkpoint, checkpoint)};
  }
  for (const std::unique_ptr<IterationLog>& log : logs_) {
    if (const std::optional<LogPrefix> prefix = log->prefix(checkpoint)) now.*log->kind().prefix_of = prefix;
  }
  return now;
}

void RunObservers::keep(const Checkpoint& checkpoint) {
  try {
    write_file(request_.options.outputs.checkpoint,
               checkpoint_text(checkpoint, experiment_.options, files_, prefixes(checkpoint)));
    lost_checkpoint = nullptr;
  } catch (const DataError&) {  // training goes on, to keep its result
    lost_checkpoint = std::current_exception();
  } catch (const std::bad_alloc&) {
    lost_checkpoint = std::current_exception();
  }
}

}  // namespace

Queries queries_of(const Outputs& outputs, const Experiment& experiment, const Trial& trial,
                   const Table& table) {
  std::vector<std::string> parts;
  for (const SplitSpec& part : trial.parts) parts.push_back(part.name);
  KnownMetrics known = known_metrics(parts, labels_of(table.classes), experiment.network.output);
  known.facts = run_facts();
  return parse_queries(outputs.print, outputs.asserts, known, experiment.options);
}

/// run_prepared(), whose refusal of a checkpoint names its file.
TrialResult run_named(const TrainRequest& request, PreparedTrial prepared, const Trial& trial,
                      const TrialControl& control, Workers& workers) {
  try {
    return run_prepared(std::move(prepared), trial, control, workers);
  } catch (const UnfitState& error) {
    if (!request.from) throw;
    throw ModelError(
        fmt::format("{} is no state of this run: {}", shown_path(request.from->path), error.what()),
        "go on from another checkpoint, or begin anew without it:  --checkpoint NEWFILE");
  }
}

RunResult train(const TrainRequest& request, const Experiment& experiment, const Trial& trial, Table table) {
  const PlotOptions& plot = request.options.outputs.plot;
  const std::set<std::string> traced = traced_names(request.options.outputs, experiment, table);
  const std::size_t threads = threads_for(request.options, experiment, table);
  const StartPlan& start = experiment.start;
  const std::string identifiers = warning_on_identifiers(table);  // the last trial frees the cells
  const std::string constant = warning_on_constant_target(table);
  std::vector<InputFile> files = {input_of("data", table)};
  PreparedTrial prepared =
      prepare_last_trial(experiment, table, other_tables(request, table, files), trial, threads);
  // Only now: the threads that read held-out files have ended.
  Workers workers(threads, sharing_asked(request.options.threads),
                  ranks_for_run(Ranks::all(), request.options, prepared));
  if (!start.file.path.empty()) files.push_back(start.file);
  const std::string formulas = formulas_of(request.options.outputs, start, prepared);
  const Drawable drawable{&prepared.model, true, !table.classes.empty()};
  if (!plot.request.path.empty() || !request.options.outputs.report.empty())
    check_panels(plot.request, plot.features, drawable);
  if (!plot.film.path.empty()) {
    film_kinds(plot.film, drawable);
    check_frames(plot.film, prepared.recipe.plan.iterations, prepared.model.parameters.size(),
                 start_count(prepared.recipe));
  }

  RunObservers watch(request, experiment, files, traced);
  const Start make_start = prepared.start;
  RunResult result{run_named(request, std::move(prepared), trial, watch.control(), workers)};
  result.options = experiment.options;
  // A resumed run need not have the file of its start.
  if (!request.from) result.risen_from = loss_risen_from(result, make_start, workers);
  result.files = files;
  result.warnings = warnings_on(request.options, experiment, trial, result.model, table);
  for (const std::string& warning : {identifiers, constant}) {
    if (!warning.empty()) result.warnings.push_back(warning);
  }
  const std::string number_texts = warning_on_number_texts(table);
  if (!number_texts.empty()) result.warnings.push_back(number_texts);
  const std::string by_time = warning_if_time_left_out(result);
  if (!by_time.empty()) result.warnings.push_back(by_time);
  const TrialResult* const run = &result;
  for (const std::string& warning : warnings_on_phases({run, 1})) result.warnings.push_back(warning);
  for (const SplitResult& one : result.results) {
    const std::string unweighted = warning_if_unweighted(one, result.model, result.training.is_refitted);
    if (!unweighted.empty()) result.warnings.push_back(unweighted);
  }
  if (!request.options.resume.empty()) {
    const std::string nothing = why_nothing_done(*request.from, result.recipe, result.training);
    if (!nothing.empty()) result.warnings.push_back(nothing);
  }
  for (const std::string& gap : watch.gaps) result.warnings.push_back(gap);
  if (!watch.why_no_trace.empty()) result.warnings.push_back(watch.why_no_trace);
  if (!request.options.outputs.predictions.empty()) {
    for (const std::string& renamed : prediction_header(result.model, table.kept).renamed)
      result.warnings.push_back(renamed);
  }
  result.preset = request.options.preset_text;
  result.preparation = preparation_of(request.options, experiment, table);
  if (!start.file.path.empty()) result.start = shown_path(start.file.path);
  result.start_formulas = formulas;
  result.threads = workers.size();
  result.history = std::move(watch.history);
  result.snapshots = std::move(watch.snapshots);
  if (watch.lost_trace) result.lose("the trace", watch.lost_trace);
  for (const auto& [log, error] : watch.lost_logs) result.lose(log, error);
  if (watch.lost_checkpoint) {
    result.lose("the checkpoint", watch.lost_checkpoint);
  } else {
    result.checkpoint = request.options.outputs.checkpoint;
  }
  result.table = std::move(table);
  return result;
}

ExitCode check_gradients(const TrainRequest& request, const Experiment& experiment, const Trial& trial,
                         Table table) {
  if (!request.options.outputs.quiet) {
    for (const std::string& warning : request.options.warnings) print_warning(warning);
  }
  const std::size_t threads = threads_for(request.options, experiment, table);
  std::vector<InputFile> files;
  PreparedTrial prepared =
      prepare_last_trial(experiment, table, other_tables(request, table, files), trial, threads);
  Workers workers(threads, sharing_asked(request.options.threads));
  Model& model = prepared.model;
  const Samples& samples = prepared.splits.front().samples;
  prepared.start(0, model.parameters);
  const Objective& objective = prepared.recipe.objective;
  LossGradient function(model.network, objective, samples.inputs.block_count(), 0, workers);
  const GradientCheck check = check_gradient(function, samples, model.parameters, kMostDerivatives);
  const bool is_read =
      finds_reader([&] { write_standard_output(gradient_report(check, model, name_of(objective.loss))); });
  const bool is_right = check.error < kGradientTolerance;
  return or_closed_pipe(is_right ? ExitCode::kDone : ExitCode::kAnswerNo, is_read);
}

}  // namespace nntrain
