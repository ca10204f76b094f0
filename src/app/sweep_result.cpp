#include "app/sweep_result.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/many_runs.hpp"
#include "app/resolve.hpp"
#include "app/train_data.hpp"
#include "app/train_run.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "report/write_report.hpp"
#include "sweep/selection_report.hpp"

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
  request.options.outputs.progress = options.train.outputs.progress;
  std::vector<Table> tables = plan.take_tables(plan.group_of(run));
  if (options.train.cross_validates) return cross_validate(request, std::move(tables)).final;
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

}  // namespace

void count_rows(SweepReport& report) {
  ResultsReader reader(report.results);
  for (const Word<SweepStatus>& word : words(SweepStatus())) report.rows.emplace_back(word.value, 0);
  while (reader.next()) {
    for (auto& [status, count] : report.rows) {
      if (status == reader.status()) ++count;
    }
  }
  std::erase_if(report.rows, [](const auto& one) { return one.second == 0; });
}

bool write_sweep_report(const SweepReport& report, const ReportOutputs& outputs) {
  const std::string text = in_format(
      outputs.format, [&] { return sweep_text(report); }, [&] { return sweep_json(report); },
      [&] { return sweep_markdown(report); });
  const bool is_read = finds_reader([&] { write_standard_output(text); });
  if (outputs.quiet) return is_read;
  for (const std::string& warning : report.selection.warnings) print_warning(warning);
  for (const std::string& warning : report.warnings) print_warning(warning);
  return is_read;
}

ExitCode tell_result(const SweepOptions& options, SweepPlan& plan, const SweepEffort& effort) {
  const ReportOutputs& outputs = options.train.outputs;
  SweepReport report{.results = options.results, .runs = plan.results().runs, .kept = effort.kept};
  SweepOptions copy = options;
  report.options = sweep_flags(copy).values();
  count_rows(report);
  report.selection = select_best(options.results);
  ExitCode code = report.selection.has_best() ? ExitCode::kDone : ExitCode::kTraining;
  if (report.selection.has_best()) {
    const std::uint64_t chosen = report.selection.candidates.front().numbers.front();
    report.command = command_of_chosen(options, chosen);
    const auto run = static_cast<std::size_t>(chosen - 1);  // a shard has no chosen one
    if (!outputs.save.empty() || has_test_rows(plan.tables(plan.group_of(run)).front(), options.train)) {
      std::optional<RunResult> result = train_chosen(options, plan, run);
      if (result) {
        ReportOutputs model;
        model.save = outputs.save;
        write_results(*result, model);
        report.test = test_metrics(*result);
        code = exit_code(*result);
      }
    }
  }
  report.seconds = effort.seconds;
  const bool is_read = write_sweep_report(report, outputs);
  return or_closed_pipe(code, is_read);
}

}  // namespace nntrain
