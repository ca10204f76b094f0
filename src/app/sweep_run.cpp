#include "app/sweep_run.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <limits>
#include <mutex>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/ranked_results.hpp"
#include "app/run_maker.hpp"
#include "app/sweep_line.hpp"
#include "app/sweep_plan.hpp"
#include "app/sweep_result.hpp"
#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/fingerprint.hpp"
#include "base/input.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/ranks.hpp"
#include "base/shared_errors.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "base/workers.hpp"
#include "sweep/sweep_table.hpp"
#include "training/memory.hpp"
#include "training/memory_error.hpp"

namespace nntrain {
namespace {

/// What a job gives, without rows.
struct JobResult {
  Runs runs;
  std::string split;  ///< a hash of the rows that are held out
};

/// Makes the runs of a job, without the rows that only the chosen one is measured on.
JobResult results_of(const SweepJob& job, const std::vector<Table>& tables, Workers& workers) {
  const RunMaker maker(job.request, job.experiment, tables.front());
  JobResult result{maker.plan(), ""};
  const std::size_t count = result.runs.plans.size();
  std::vector<std::string> splits(count);
  const auto trial = [&](std::size_t i) {
    Trial made = maker.trial(result.runs.plans[i]);
    std::erase_if(made.parts, [](const SplitSpec& part) { return part.name == "test"; });
    return made;
  };
  result.runs.results =
      run_trials(job.experiment, tables, count, trial, workers, [&](std::size_t i, TrialResult& run) {
        splits[i] = split_hash(run.most_held_out().split, tables);
        forget_all_rows(run);
      });
  result.split =
      count == 1 ? splits.front() : fmt::format("{:016x}", hash_of(join(splits, "", std::string::npos)));
  return result;
}

SweepStatus status_of(const Runs& runs) {
  const auto any = [&](StopReason reason) {
    return std::any_of(runs.results.begin(), runs.results.end(),
                       [&](const TrialResult& run) { return run.training.stop == reason; });
  };
  if (any(StopReason::kSignal)) return SweepStatus::kSignal;
  if (any(StopReason::kDiverged)) return SweepStatus::kDiverged;
  return any(StopReason::kTime) ? SweepStatus::kTime : SweepStatus::kDone;
}

/// How many runs are made at a time: on all threads, if the memory has room for them.
std::size_t runs_at_once(const SweepOptions& options, const Table& table, std::size_t runs) {
  const std::size_t threads = std::min(threads_asked(static_cast<std::size_t>(options.train.threads)), runs);
  return runs_in_memory(table, threads);
}

/// Makes the runs of one group side by side, and appends their rows.
class RowMaker {
 public:
  /// Keeps references to all arguments.
  RowMaker(const SweepPlan& plan, const std::vector<Table>& tables, RankedResults& file, SweepLine& line,
           Sharing sharing)
      : plan_(plan), tables_(tables), file_(file), line_(line), sharing_(sharing) {}

  /// Makes run `run`, unless a signal has come. Throws if its row cannot be written; then it makes no further
  /// ones.
  void make(std::size_t run, std::size_t threads);

  /// From now on makes runs for so many seconds.
  void begin_round(double seconds) {
    round_ = Stopwatch();
    round_seconds_ = seconds;
  }

  /// Lets all ranks know the rows. All call it together when no run is made, and the next two.
  void share();

  /// The runs that found no memory so far, of all ranks.
  std::vector<std::size_t> take_without_memory();

  /// Makes these runs again, one by one, on rank 0: how a run ends must not depend on those beside it.
  void make_again(std::vector<std::size_t> runs);

  bool has(std::size_t run) const { return file_.has(run); }
  double longest() const { return longest_; }  ///< seconds of a run

 private:
  bool will_make_again(std::size_t run);
  void append(std::size_t run, double seconds, const std::vector<std::string>& cells,
              std::optional<double> value);

  const SweepPlan& plan_;
  const std::vector<Table>& tables_;
  RankedResults& file_;
  SweepLine& line_;
  Sharing sharing_;  // of the threads of one run
  Stopwatch round_;
  double round_seconds_ = std::numeric_limits<double>::infinity();
  double longest_ = 0;
  std::mutex appending_;
  std::mutex noting_;
  std::vector<std::size_t> without_memory_;  // runs to make again
  bool is_alone_ = false;                    // one run is made at a time now
  std::atomic<bool> is_over_{false};
};

/// Notes a run that found no memory; false if it was alone.
bool RowMaker::will_make_again(std::size_t run) {
  if (is_alone_) return false;
  const std::lock_guard lock(noting_);
  without_memory_.push_back(run);
  return true;
}

void RowMaker::share() {
  for (const RowToTell& row : file_.share()) line_.on_end(plan_.results().rows[row.run].number, row.value);
}

std::vector<std::size_t> RowMaker::take_without_memory() {
  std::vector<std::size_t> all;
  const std::vector<std::size_t> own = std::exchange(without_memory_, {});
  for (const auto& runs : Ranks::all().gather_lists(std::span<const std::size_t>(own)))
    all.insert(all.end(), runs.begin(), runs.end());
  return all;
}

void RowMaker::make_again(std::vector<std::size_t> runs) {
  if (runs.empty()) return;
  is_alone_ = true;
  round_seconds_ = std::numeric_limits<double>::infinity();
  std::sort(runs.begin(), runs.end());  // ties: none, each run is there once
  std::exception_ptr failed;
  try {
    for (const std::size_t run : runs) {
      if (Ranks::all().is_first()) make(run, 1);
    }
  } catch (...) {
    failed = std::current_exception();
  }
  throw_together(Ranks::all(), failed);
  share();
}

void RowMaker::make(std::size_t run, std::size_t threads) {
  if (noted_signal() != 0 || is_over_.load() || round_.seconds() >= round_seconds_) return;
  const PlannedRow& planned = plan_.results().rows[run];
  RowFacts facts{planned.number, planned.key};
  const Stopwatch watch;
  std::optional<SweepJob> job;
  std::optional<Runs> runs;
  try {
    job = plan_.job(run, tables_);
    Workers workers(threads, sharing_);
    JobResult result = results_of(*job, tables_, workers);
    facts.status = status_of(result.runs);
    facts.split = std::move(result.split);
    runs = std::move(result.runs);
  } catch (const Interrupted&) {
    return;
  } catch (const MemoryError& error) {  // no flags contradict each other
    if (will_make_again(run)) return;
    facts.status = SweepStatus::kFailed;
    facts.reason = fmt::format("{}: {}", kOutOfMemory, error.what());
  } catch (const Error& error) {
    facts.status =
        dynamic_cast<const UsageError*>(&error) == nullptr ? SweepStatus::kFailed : SweepStatus::kRefused;
    facts.reason = error.what();
  } catch (const std::bad_alloc&) {
    if (will_make_again(run)) return;
    facts.status = SweepStatus::kFailed;
    facts.reason = kOutOfMemory;
  }
  if (facts.status == SweepStatus::kSignal || noted_signal() != 0) return;
  facts.seconds = watch.seconds();
  const std::vector<OptionValue> options = job ? job->experiment.options : plan_.options_as_given(run);
  append(run, facts.seconds, plan_.rows().cells(facts, options, runs ? &*runs : nullptr),
         runs ? std::optional(plan_.rows().selecting(*runs)) : std::nullopt);
}

void RowMaker::append(std::size_t run, double seconds, const std::vector<std::string>& cells,
                      std::optional<double> value) {
  const std::lock_guard lock(appending_);
  if (is_over_.load()) return;
  longest_ = std::max(longest_, seconds);
  try {
    file_.append({run, cells, value});
  } catch (...) {
    is_over_.store(true);
    throw;
  }
  if (Ranks::all().is_first()) line_.on_end(plan_.results().rows[run].number, value);
}

/// Shows the rows that are in the file already.
void show_kept(const std::string& results, const MetricRef& field, SweepLine& line) {
  ResultsReader reader(results);
  const std::string name = printable(fmt::format("{}.{}", field.split, field.metric), std::string::npos);
  const std::optional<std::size_t> column = reader.find(name);
  while (reader.next()) line.on_kept(reader.number(), column ? reader.value(*column) : MetricSpread::kNone);
}

/// The runs that this rank makes: every so many-th.
std::vector<std::size_t> dealt_runs(const Ranks& ranks, const std::vector<std::size_t>& runs) {
  std::vector<std::size_t> own;
  for (std::size_t i = ranks.rank(); i < runs.size(); i += ranks.size()) own.push_back(runs[i]);
  return own;
}

/// Makes runs of this rank side by side. Returns why it had to stop, or null.
std::exception_ptr make_side_by_side(const SweepOptions& options, const Table& table, RowMaker& maker,
                                     const std::vector<std::size_t>& runs) {
  if (runs.empty()) return nullptr;
  const std::size_t threads = threads_asked(static_cast<std::size_t>(options.train.threads));
  try {
    Workers workers(runs_at_once(options, table, runs.size()));
    workers.run(runs.size(), [&](std::size_t task, std::size_t) {
      maker.make(runs[task], std::max<std::size_t>(1, threads / runs.size()));
    });
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

/// Makes the runs of a group. Several ranks do so in rounds: after each, rank 0 gets the rows, and the runs
/// that are left are dealt anew. A round is long enough that few ranks wait for the last run of another.
void make_group(const SweepOptions& options, const Table& table, RowMaker& maker,
                std::vector<std::size_t> todo) {
  constexpr double kLeastSeconds = 10;
  constexpr double kRunsPerRound = 2;
  Ranks& ranks = Ranks::all();
  std::vector<std::size_t> put_off;
  while (!todo.empty()) {
    const double longest = ranks.most(maker.longest());
    if (ranks.are_many()) maker.begin_round(std::max(kLeastSeconds, kRunsPerRound * longest));
    const std::exception_ptr error = make_side_by_side(options, table, maker, dealt_runs(ranks, todo));
    maker.share();
    throw_together(ranks, error);
    for (const std::size_t run : maker.take_without_memory()) put_off.push_back(run);
    if (!ranks.are_many() || ranks.any(noted_signal() != 0)) break;
    std::erase_if(todo, [&](std::size_t run) {
      return maker.has(run) || std::find(put_off.begin(), put_off.end(), run) != put_off.end();
    });
  }
  maker.make_again(put_off);
}

void make_rows(const SweepOptions& options, SweepPlan& plan, RankedResults& file) {
  const MetricRef& field = plan.rows().field();
  SweepLine line(plan.results().rows.size(), field, shows_progress(options.train.outputs));
  if (file.kept() > 0 && Ranks::all().is_first()) show_kept(options.results, field, line);
  for (const std::size_t group : plan.groups()) {
    std::vector<std::size_t> todo;
    for (std::size_t run = 0; run < plan.results().rows.size(); ++run) {
      if (plan.group_of(run) == group && !file.has(run)) todo.push_back(run);
    }
    if (todo.empty() || Ranks::all().any(noted_signal() != 0)) continue;
    const std::vector<Table>& tables = plan.tables(group);
    RowMaker maker(plan, tables, file, line, sharing_asked(static_cast<std::size_t>(options.train.threads)));
    make_group(options, tables.front(), maker, std::move(todo));
  }
}

void tell_kept(const SweepOptions& options, const RankedResults& file, const SweepPlan& plan) {
  if (options.train.outputs.quiet) return;
  for (const std::string& warning : plan.warnings()) print_warning(warning);
  if (file.kept() + file.dropped() == 0) return;
  std::string text = fmt::format("nntrain: {} has {} of {} runs already", shown_path(options.results),
                                 file.kept(), plan.results().rows.size());
  if (file.dropped() > 0) text += fmt::format("; {} others are dropped", file.dropped());
  write_standard_error(text + "\n");
}

}  // namespace

ExitCode run_sweep(const SweepOptions& options) {
  const Stopwatch watch;
  const std::string& test = options.train.test;  // the last thing that is read
  if (!test.empty() && test != "-") static_cast<void>(read_start(files_named_by(test).front(), 1));
  SweepPlan plan(options);
  RankedResults file(Ranks::all(), options.results, plan.results(), options.extends);
  tell_kept(options, file, plan);
  note_first_signal();
  make_rows(options, plan, file);
  const std::size_t kept = file.kept();
  const std::size_t there = file.count();
  file.finish();
  if (const int signal = Ranks::all().most(noted_signal()); signal != 0) {
    write_standard_error(fmt::format(
        "nntrain: {} stopped the sweep: {} has {} of {} runs; the same command goes on\n",
        stop_signal(signal).name, shown_path(options.results), there, plan.results().rows.size()));
    write_stopped_page(options, plan, {kept, watch.seconds()}, there > 0);
    return stop_signal(signal).exit_code;
  }
  return tell_result(options, plan, {kept, watch.seconds()});
}

}  // namespace nntrain
