#include "app/many_runs.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/page_file.hpp"
#include "app/phase_notes.hpp"
#include "app/resolve.hpp"
#include "app/run_maker.hpp"
#include "app/train_data.hpp"
#include "app/train_notes.hpp"
#include "app/train_run.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/stopwatch.hpp"
#include "base/text.hpp"
#include "dataset/identifiers.hpp"
#include "plot/panels_of.hpp"
#include "plot/pictured_runs.hpp"
#include "report/fields.hpp"
#include "report/predictions.hpp"
#include "report/runs_report.hpp"
#include "report/terminal_line.hpp"
#include "report/test_cases.hpp"
#include "report/write_report.hpp"
#include "report/write_runs.hpp"
#include "training/memory.hpp"

namespace nntrain {
namespace {

/// Shows how many runs have ended.
class RunsLine {
 public:
  RunsLine(std::size_t runs, bool is_shown) : runs_(runs), is_shown_(is_shown) {}
  void on_end() {
    ++ended_;
    if (is_shown_ && line_.is_due()) line_.show(fmt::format("{} of {} runs", ended_, runs_));
  }

 private:
  std::size_t runs_;
  bool is_shown_;
  std::size_t ended_ = 0;
  TerminalLine line_{0.5};
};

/// The threads for `runs` runs: as asked, or fewer if the memory has no room for so many runs at a time.
std::size_t threads_for_runs(const TrainOptions& options, const Experiment& experiment,
                             const std::vector<Table>& tables, std::size_t runs) {
  const std::size_t threads = options.threads > 0 ? options.threads : std::min(available_threads(), runs);
  if (runs == 1) return threads;
  const Table& table = tables.front();
  const Network network = make_network(experiment.network, most_inputs(table), table.classes.size());
  const std::size_t at_once = runs_in_memory(network, tables, experiment.recipe, runs, threads);
  return at_once < std::min(runs, threads) ? at_once : threads;
}

/// All runs, side by side.
void run_all(const TrainRequest& request, const Experiment& experiment, const RunMaker& maker,
             RunsResult& result) {
  const Stopwatch watch;
  Workers workers(threads_for_runs(request.options, experiment, result.tables, result.runs.plans.size()),
                  sharing_asked(request.options.threads), Ranks::all());
  result.threads = workers.size();
  RunsLine line(result.runs.plans.size(), shows_progress(request.options.outputs));
  result.runs.results = run_trials(
      experiment, result.tables, result.runs.plans.size(),
      [&](std::size_t i) { return maker.trial(result.runs.plans[i]); }, workers,
      [&](std::size_t, TrialResult& run) {
        forget_rows(run);
        line.on_end();
      });
  result.seconds = watch.seconds();
  std::vector<double> parameters;
  std::size_t count = 0;
  for (const TrialResult& run : result.runs.results) count += run.model.parameters.size();
  parameters.reserve(count);
  for (const TrialResult& run : result.runs.results)
    parameters.insert(parameters.end(), run.model.parameters.begin(), run.model.parameters.end());
  result.fingerprint = fingerprint(parameters);
}

/// The request for one training, with this seed, of the many.
TrainRequest single_request(const TrainRequest& request, std::uint64_t seed) {
  TrainRequest single = request;
  TrainOptions& options = single.options;
  options.cross_validates = false;
  options.is_repeat = true;  // its flags are checked
  options.seeds.clear();
  options.seed = seed;
  options.given.erase("seeds");
  options.given.insert("seed");
  options.outputs.predictions.clear();
  options.read.keep.clear();
  options.outputs.asserts.clear();
  options.outputs.print.clear();
  options.outputs.plot.request.path.clear();
  options.outputs.report.clear();
  return single;
}

/// The run whose validation rows have the best value of this metric, the earlier one of equal ones. A
/// diverged one is none; nullopt if all are.
std::optional<std::size_t> best_of(const Runs& runs, const std::string& watched) {
  std::optional<std::size_t> best;
  const auto value = [&](std::size_t run) {
    for (const SplitResult& one : runs.results[run].results) {
      if (one.split.name == "validation") return metric(one.measures, watched);
    }
    return MetricSpread::kNone;
  };
  for (std::size_t run = 0; run < runs.count(); ++run) {
    if (runs.counts(run) && (!best || is_better(goal_of(watched), value(run), value(*best)))) best = run;
  }
  return best;
}

/// Whether all ranks go on: a signal may have reached only some.
bool have_ended_well(const RunsResult& result) {
  return !Ranks::all().any(exit_code(result) != ExitCode::kDone);
}

/// Trains the final model of a cross-validation, or the best of the seeds once more, if one is asked for.
void train_final(const TrainRequest& request, RunsResult& result) {
  const bool is_cv = result.runs.is_cv();
  if (request.options.outputs.save.empty() && !result.has_test) return;
  std::uint64_t seed = request.options.seed;
  if (!is_cv) {
    const std::optional<std::size_t> best = best_of(result.runs, request.options.metric);
    if (!best) return;
    seed = result.runs.plans[*best].seed;
  }
  Table& table = result.tables.front();
  const TrainRequest single = single_request(request, seed);
  const Experiment experiment = resolve(single, table);
  const Trial trial = make_trial(single, experiment, table);
  result.final = train(single, experiment, trial, std::move(table));
  if (is_cv) result.final->cv = figures_of(result);
}

/// Writes the model, the predictions and the picture.
void write_files(const Outputs& outputs, RunsResult& result) {
  if (result.final) {
    result.final->asserts = result.asserts;
    Outputs model = outputs;
    model.predictions.clear();
    result.parts = write_results(*result.final, model);
  }
  if (!outputs.predictions.empty()) {
    result.attempt("the predictions", [&] {
      const bool is_finished = exit_code(result) == ExitCode::kDone;
      const std::string path = write_result(outputs.predictions, predictions_csv(result), is_finished);
      if (!is_finished)
        result.parts.push_back({"the predictions", path.empty() ? outputs.predictions : path, !path.empty()});
    });
  }
}

void draw_picture(const PlotOptions& plot, RunsResult& result) {
  if (plot.request.path.empty()) return;
  const PicturedRuns runs(result, plot.features);
  if (runs.has_something()) result.attempt("the picture", [&] { draw(runs.pictured(), plot.request); });
}

void write_page_of(const std::string& command, const Outputs& outputs, const RunsResult& result) {
  const PicturedRuns runs(result, outputs.plot.features);
  PageContent content{.command = command,
                      .json = runs_json(result, command),
                      .code = exit_code(result),
                      .warnings = remarks_on(result, outputs),
                      .options = result.options,
                      .defaults = default_values()};
  if (runs.has_something()) content.panels = page_panels(outputs.plot.request.panels, runs.pictured());
  write_page(outputs, std::move(content));
}

/// Throws UsageError if the picture would show one network.
void check_picture(const PlotOptions& plot, bool is_cv, const Experiment& experiment, const Table& table) {
  const Model model{.reading = {},
                    .preprocessing = {},
                    .target = {table.target, table.target_item, table.task, table.classes, {}},
                    .weights_item = {},
                    .class_weights = {},
                    .network = make_network(experiment.network, 1, table.classes.size()),
                    .parameters = {}};
  check_panels(plot.request, plot.features,
               {.model = &model, .is_of_several = true, .has_spread = true, .has_rows = is_cv});
}

/// Warnings on classes that some folds cannot have.
std::string warning_on_small_classes(const Table& table, const Runs& runs) {
  std::vector<std::string> small;
  for (const ClassLabel& one : table.classes) {
    if (one.count < runs.folds)
      small.push_back(fmt::format("'{}' ({})", printable(one.label), counted(one.count, "row")));
  }
  if (!runs.is_cv() || small.empty()) return "";
  return fmt::format("{} fewer rows than folds, so that some folds have none: {}",
                     small.size() == 1 ? "a class has" : "classes have", join(small, ", ", 300));
}

Queries queries_on(const TrainRequest& request, const Experiment& experiment, const RunMaker& maker,
                   const RunsResult& result, const Table& table) {
  std::vector<std::string> parts;
  for (const SplitSpec& part : maker.trial(result.runs.plans.front()).parts) parts.push_back(part.name);
  KnownMetrics known =
      known_in_runs(parts, result.has_test, labels_of(table.classes), experiment.network.output);
  known.facts = runs_facts();
  return parse_queries(request.options.outputs.print, request.options.outputs.asserts, known,
                       experiment.options);
}

}  // namespace

RunsResult cross_validate(const TrainRequest& asked, std::vector<Table> tables) {
  RunsResult result;
  result.tables = std::move(tables);
  const TrainRequest request = completed(asked, result.tables.front());
  const Experiment experiment = resolve(request, result.tables.front());
  const RunMaker maker(request, experiment, result.tables.front());
  result.runs = maker.plan();
  result.has_test = maker.has_test();
  result.recipe = experiment.recipe;
  result.options = experiment.options;
  run_all(request, experiment, maker, result);
  if (have_ended_well(result)) train_final(request, result);
  return result;
}

ExitCode run_many(const TrainRequest& asked, std::vector<TestCase>& cases) {
  RunsResult result;
  const auto held_out = held_out_files(asked.options);
  result.tables.reserve(1 + held_out.size());  // so that references to the tables last
  result.tables.push_back(read_data(asked));
  const Table& table = result.tables.front();
  const TrainRequest request = completed(asked, table);
  const TrainOptions& options = request.options;
  const Outputs& outputs = options.outputs;
  const Experiment experiment = resolve(request, table);
  const RunMaker maker(request, experiment, table);
  result.runs = maker.plan();
  result.has_test = maker.has_test();
  const Queries queries = queries_on(request, experiment, maker, result, table);
  if (!outputs.plot.request.path.empty() || !outputs.report.empty())
    check_picture(outputs.plot, options.cross_validates, experiment, table);
  std::vector<InputFile> files;
  const OtherTables others = other_tables(request, table, files);
  // The test file of a cross-validation is for the final model alone.
  const bool has_final_file = options.cross_validates && !options.test.empty();
  const std::size_t shared = held_out.size() - (has_final_file ? 1 : 0);
  for (std::size_t number = 1; number <= shared; ++number) result.tables.push_back(others(number));

  result.recipe = experiment.recipe;
  result.options = experiment.options;
  result.warnings = warnings_on_data(options, table);
  for (const std::string& warning :
       {warning_on_identifiers(table), warning_on_constant_target(table), warning_on_number_texts(table),
        warning_on_small_classes(table, result.runs)}) {
    if (!warning.empty()) result.warnings.push_back(warning);
  }
  result.preset = options.preset_text;
  result.preparation = preparation_of(options, experiment, table);
  note_first_signal();
  run_all(request, experiment, maker, result);
  result.split = maker.split_text(result.runs);
  for (const std::string& warning : warnings_on_phases(result.runs.results))
    result.warnings.push_back(warning);

  const auto check = [&] {
    result.asserts = check_assertions(queries.asserts, result, facts_in(source_of(result)));
  };
  check();
  if (have_ended_well(result)) {
    train_final(request, result);
    check();  // now also those about test rows
  }
  write_files(outputs, result);
  const std::string command = options.cross_validates ? "cv" : "train";
  if (!outputs.report.empty()) result.attempt("the report", [&] { write_page_of(command, outputs, result); });
  const bool is_file = outputs.plot.request.path != "-";
  if (is_file) draw_picture(outputs.plot, result);
  const bool is_read = write_report(result, command, outputs, queries.fields);
  if (!is_file) draw_picture(outputs.plot, result);
  cases = test_cases(result);
  return or_closed_pipe(exit_code(result), is_read && !result.is_pipe_closed);
}

}  // namespace nntrain
