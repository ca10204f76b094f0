#include "app/sweep_result.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/many_runs.hpp"
#include "app/page_file.hpp"
#include "app/resolve.hpp"
#include "app/train_data.hpp"
#include "app/train_run.hpp"
#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/limits.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/ranks.hpp"
#include "base/shared_errors.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "plot/panels_of.hpp"
#include "report/write_report.hpp"
#include "sweep/merge_results.hpp"
#include "sweep/results_file.hpp"
#include "sweep/selection_report.hpp"
#include "sweep/sweep_picture.hpp"

namespace nntrain {
namespace {

/// What is asked of the chosen run alone.
std::vector<FlagLine> flags_of_chosen(const SweepOptions& options) {
  const TrainOptions& train = options.train;
  std::vector<FlagLine> lines;
  if (!train.test.empty()) lines.push_back({"test", train.test});
  if (!train.outputs.save.empty()) lines.push_back({"save", train.outputs.save});
  return lines;
}

std::string command_of_chosen(const SweepOptions& options, std::uint64_t number) {
  std::string command = "nntrain";
  for (const std::string& word : RunFlags(options).words(number)) command += " " + shell_word(word);
  for (const FlagLine& line : flags_of_chosen(options))
    command += " --" + line.flag + " " + shell_word(line.value);
  return command;
}

/// The chosen run, made once more: now with its test rows. None if a fold did not end well this time.
std::optional<RunResult> train_chosen(const SweepOptions& options, SweepPlan& plan, std::size_t run) {
  TrainRequest request = plan.request(run, flags_of_chosen(options));
  request.options.threads = options.train.threads;
  request.options.is_repeat = true;  // of a run of the sweep
  request.options.outputs.progress = options.train.outputs.progress;
  std::vector<Table> tables = plan.take_tables(plan.group_of(run));
  if (options.train.cross_validates) return cross_validate(request, std::move(tables)).final;
  request = completed(std::move(request), tables.front());
  const Experiment experiment = resolve(request, tables.front());
  const Trial trial = make_trial(request, experiment, tables.front());
  return train(request, experiment, trial, std::move(tables.front()));
}

bool has_test_rows(const Table& table, const TrainOptions& train) {
  const TextList& parts = table.split.texts;
  bool says_test = false;
  for (std::size_t row = 0; table.split.is_given() && row < table.rows() && !says_test; ++row)
    says_test = parts[row] == "test";
  return train.holds_out_test() || says_test;
}

Metrics test_metrics(const RunResult& result) {
  for (const SplitResult& one : result.results) {
    if (one.split.name == "test") return one.measures.metrics;
  }
  return {};
}

/// The values of all flags. Those of the sweep itself were given if they are not the defaults.
std::vector<OptionValue> options_of_sweep(const SweepOptions& options) {
  SweepOptions copy = options;
  SweepOptions fresh;
  std::vector<OptionValue> values = sweep_flags(copy).values(options.train.given);
  const FlagTable flags = sweep_flags(fresh);
  const std::vector<OptionValue> defaults = flags.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (flags.find(values[i].flag)->group == kSweepGroup)
      values[i].is_given = values[i].json != defaults[i].json;
  }
  return values;
}

/// A report on the results file. A shard may have no runs; then a file of JSON has not even columns.
SweepReport report_on_results(const SweepOptions& options, bool has_rows = true) {
  SweepReport report;
  if (has_rows) report = report_on(read_sweep_table(options.results));
  report.results = options.results;
  report.options = options_of_sweep(options);
  return report;
}

/// A shard has not all runs, so that it tells nothing of the best ones.
void leave_to_merge(SweepReport& report, const SweepOptions& options) {
  report.shard = fmt::format("{}/{}", options.shard.number, options.shard.count);
  report.selection.candidates.clear();
  report.selection.warnings.clear();
}

/// The pictures of the results, if they tell which settings are the best.
std::vector<Panel> panels_of_sweep(const SweepReport& report) {
  if (!report.selection.has_best()) return {};
  PicturedSweep sweep = picture_of(report.selection);
  const SweepTable table = read_sweep_table(report.results);
  add_runs(sweep, table);
  const PicturedSpread spread = spread_of(report.selection, table);
  return page_panels({}, {.sweep = &sweep, .spread = &spread});
}

void write_page_of(const SweepReport& report, const ReportOutputs& outputs, ExitCode code) {
  if (outputs.report.empty()) return;
  const bool selects = report.shard.empty() && report.selection.has_best();
  const std::string about = selects ? about_best(report) : "";
  write_page(outputs, {.command = "sweep",
                       .json = sweep_json(report),
                       .code = code,
                       .warnings = about.empty() ? std::vector<std::string>() : std::vector{about},
                       .options = report.options,
                       .panels = panels_of_sweep(report)});
}

/// What was printed before the runs.
std::vector<std::string> warnings_before(const SweepOptions& options, const SweepPlan& plan) {
  std::vector<std::string> warnings = options.train.warnings;
  for (const std::string& warning : plan.warnings()) {
    if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end()) warnings.push_back(warning);
  }
  return warnings;
}

/// The number of the best run; 0: there is none.
std::uint64_t best_run(const SweepReport& report) {
  return report.selection.has_best() ? report.selection.candidates.front().numbers.front() : 0;
}

/// A report on the runs of this plan that the results file has.
SweepReport report_on_plan(const SweepOptions& options, const SweepPlan& plan, const SweepEffort& effort,
                           bool has_rows) {
  SweepReport report = report_on_results(options, has_rows);
  report.runs = plan.results().runs;
  report.kept = effort.kept;
  report.seconds = effort.seconds;
  report.warnings = warnings_before(options, plan);
  return report;
}

/// Writes the report to standard output, and to standard error what the selection warns of; its other
/// warnings were printed before the runs. Returns false if nobody reads it.
bool write_report(const SweepReport& report, const ReportOutputs& outputs) {
  const std::string text = in_format(
      outputs.format, [&] { return sweep_text(report); }, [&] { return sweep_json(report); },
      [&] { return sweep_markdown(report); });
  const bool is_read = finds_reader([&] { write_standard_output(text); });
  if (outputs.quiet) return is_read;
  for (const std::string& warning : report.selection.warnings) print_warning(warning);
  return is_read;
}

/// Says on standard error, also with --quiet, that runs found no memory; `limit`: who allows no more, or "".
void tell_lack_of_memory(const SweepReport& report, const std::string& limit) {
  if (report.without_memory == 0) return;
  std::size_t rows = 0;
  for (const auto& [status, count] : report.rows) rows += count;
  const std::string message = fmt::format(
      "{} of {} ended out of memory{}: which settings are the best depends on {}", report.without_memory,
      counted(rows, "run"), limit, report.without_memory == 1 ? "it, too" : "them, too");
  const std::string remedy =
      fmt::format("where there is more memory, the command of the sweep makes {} again",
                  report.without_memory == 1 ? "it" : "them");
  print_error(message.c_str(), remedy.c_str());
}

/// Trains the best one again for its test rows and --save, if these are asked for. All ranks do so together.
ExitCode finish_best(const SweepOptions& options, SweepPlan& plan, std::uint64_t chosen,
                     SweepReport& report) {
  const auto run = static_cast<std::size_t>(chosen - 1);  // it is no shard
  report.command = command_of_chosen(options, chosen);
  const std::string& save = options.train.outputs.save;
  if (save.empty() && !has_test_rows(plan.tables(plan.group_of(run)).front(), options.train))
    return ExitCode::kDone;
  std::optional<RunResult> result = train_chosen(options, plan, run);
  if (!result) return ExitCode::kTraining;
  ReportOutputs model;
  model.save = save;
  write_results(*result, model);
  report.test = test_metrics(*result);
  return exit_code(*result);
}

}  // namespace

void write_stopped_page(const SweepOptions& options, const SweepPlan& plan, const SweepEffort& effort,
                        bool has_rows) {
  if (options.train.outputs.report.empty() || !Ranks::all().is_first()) return;
  SweepReport report = report_on_plan(options, plan, effort, has_rows);
  report.status = RunStatus::kSignal;
  if (options.shard.count > 1) leave_to_merge(report, options);
  write_page_of(report, options.train.outputs, stop_signal(noted_signal()).exit_code);
}

ExitCode tell_result(const SweepOptions& options, SweepPlan& plan, const SweepEffort& effort) {
  Ranks& ranks = Ranks::all();
  SweepReport report;
  do_on_first(ranks, [&] { report = report_on_plan(options, plan, effort, !plan.results().rows.empty()); });
  const bool lacks_memory = ranks.of_first(report.without_memory > 0);
  ExitCode code = lacks_memory ? ExitCode::kTraining : ExitCode::kDone;
  if (options.shard.count > 1) {
    leave_to_merge(report, options);
  } else if (!lacks_memory) {
    const std::uint64_t chosen = ranks.of_first(ranks.is_first() ? best_run(report) : 0);
    code = chosen > 0 ? finish_best(options, plan, chosen, report) : ExitCode::kTraining;
  }
  if (!ranks.is_first()) return code;  // rank 0 alone has the results file, and reports on it
  if (noted_signal() != 0) report.status = RunStatus::kSignal;
  const bool is_read = write_report(report, options.train.outputs);
  if (lacks_memory) tell_lack_of_memory(report, fmt::format(" ({})", allowance(memory_limit())));
  write_page_of(report, options.train.outputs,
                noted_signal() != 0 ? stop_signal(noted_signal()).exit_code : code);
  return or_closed_pipe(code, is_read);
}

namespace {

ExitCode merge_files(const SweepOptions& options) {
  const Stopwatch watch;
  const MergedResults merged = merge_results(options.merge, options.results);
  SweepReport report = report_on_results(options);
  report.missing = merged.missing;
  report.warnings = options.train.warnings;
  report.seconds = watch.seconds();
  const bool is_selected = report.selection.has_best() && report.without_memory == 0;
  const ExitCode code = !merged.missing.empty() ? ExitCode::kAnswerNo
                        : is_selected           ? ExitCode::kDone
                                                : ExitCode::kTraining;
  const bool is_read = write_report(report, options.train.outputs);
  tell_lack_of_memory(report, "");
  write_page_of(report, options.train.outputs, code);
  return or_closed_pipe(code, is_read);
}

}  // namespace

ExitCode merge_sweep(const SweepOptions& options) {
  Ranks& ranks = Ranks::all();
  ExitCode code = ExitCode::kDone;
  do_on_first(ranks, [&] { code = merge_files(options); });
  return ranks.of_first(code);
}

}  // namespace nntrain
