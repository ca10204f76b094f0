#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/junit_file.hpp"
#include "app/metric_flag.hpp"
#include "app/page_file.hpp"
#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/output.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"
#include "plot/panels_of.hpp"
#include "report/evaluation.hpp"
#include "report/importance_report.hpp"
#include "report/model_summary.hpp"
#include "report/test_cases.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

UseOptions read_evaluate_options(const Arguments& arguments, FlagPlaces& places) {
  UseOptions options = read_use_options(arguments, evaluate_flags, places);
  if (options.importance == 0 && !options.metric.empty())
    throw UsageError("--metric has no effect without --importance", "measure it:  --importance");
  prepare_page(options.outputs, "evaluate", arguments);
  prepare_plot(options.plot, "plot", !options.outputs.is_for_people(), !options.outputs.report.empty());
  return options;
}

/// The metric of --importance. Throws UsageError.
std::string importance_metric(const UseOptions& options, KnownMetrics known) {
  if (options.metric.empty()) return known.labels.empty() ? "rmse" : "accuracy";
  if (options.metric == "loss") {
    throw UsageError("--metric 'loss': importance is measured by a metric of the predictions alone",
                     fmt::format("for example:  --metric {}", known.labels.empty() ? "mse" : "log_loss"));
  }
  std::erase(known.names, "loss");
  check_metric(options.metric, known, "importance is measured by the rows of --data, as one part");
  return options.metric;
}

/// Why the importance of the columns tells nothing; "" if it may tell something.
std::string warning_on_importance(const Importance& importance, std::size_t rows) {
  if (importance.shuffles == 0) return "";
  if (std::isnan(importance.baseline)) {
    return fmt::format("the importance is undefined, as {} is on these rows: {}",
                       printable(importance.metric), why_undefined(importance.metric));
  }
  return rows > 1 ? "" : "the importance tells nothing: to shuffle one row changes nothing";
}

/// Warnings about the model, whose training something may have cut short, and about the rows: those that it
/// was trained on, those without weights, and those that tell no importance.
std::vector<std::string> warnings_on(const Evaluation& evaluation, const SavedModel& saved) {
  std::vector<std::string> warnings = warnings_if_cut(saved, evaluation.path);
  const std::string trained = warning_if_trained_on(saved, evaluation.path, evaluation.table);
  if (!trained.empty()) warnings.push_back(trained);
  const std::string unweighted = warning_if_unweighted(evaluation.result, saved.model, false);
  if (!unweighted.empty()) warnings.push_back(unweighted);
  const std::string unimportant = warning_on_importance(evaluation.importance, evaluation.table.rows());
  if (!unimportant.empty()) warnings.push_back(unimportant);
  return warnings;
}

Evaluation evaluate_model(const SavedModel& saved, UseOptions& options, LabelledRows rows,
                          const std::vector<Assertion>& asserts) {
  const Model& model = saved.model;
  Workers workers(threads_asked(options.threads));
  Evaluation evaluation{options.model,
                        shape_of(model),
                        fingerprint(model.parameters),
                        std::move(rows.table),
                        measure_split(model, {.loss = model.loss}, std::move(rows.split), {}, workers),
                        {},
                        evaluate_flags(options).values(options.given),
                        {}};
  if (options.importance > 0) {
    evaluation.importance = permutation_importance(model, evaluation.result, options.metric,
                                                   static_cast<std::size_t>(options.importance), workers);
  }
  evaluation.warnings = warnings_on(evaluation, saved);
  evaluation.asserts = check_assertions(asserts, {&evaluation.result, 1}, evaluation.fingerprint,
                                        saved.training.stop, facts_in(source_of(evaluation)));
  return evaluation;
}

ExitCode evaluate(const UseOptions& asked, std::vector<TestCase>& cases) {
  const SavedModel saved = read_model(asked.model);
  const Model& model = saved.model;
  check_panels(asked.plot.request, asked.plot.features,
               {.model = &model, .has_importance = asked.importance > 0});
  UseOptions options = resolve(asked, model);
  const ReportOutputs& outputs = options.outputs;
  KnownMetrics known =
      known_metrics({"test"}, model.target.labels(), model.network.layers().back().activation);
  known.facts = evaluation_facts();
  if (options.importance > 0) {
    options.metric = importance_metric(options, known);
    for (const InputColumn& column : model.preprocessing.columns())
      known.facts.push_back({importance_field(column.name)});
  }
  LabelledRows rows = read_labelled(
      options, model, "test",
      outputs.is_for_programs() || !outputs.report.empty() || has_sha256());  // it tells the training rows
  const Queries queries =
      parse_queries(outputs.print, outputs.asserts, known, evaluate_flags(options).values());

  const Evaluation evaluation = evaluate_model(saved, options, std::move(rows), queries.asserts);
  bool is_read = write_report(evaluation, outputs, queries.fields);
  Pictured pictured;
  pictured.title = picture_title(evaluation.table, model, evaluation.path);
  pictured.model = &model;
  pictured.results = {&evaluation.result, 1};
  pictured.features = options.plot.features;
  if (options.importance > 0) pictured.importance = &evaluation.importance;
  is_read &= finds_reader([&] { draw(pictured, options.plot.request); });
  if (!outputs.report.empty()) {
    write_page(outputs, {.command = "evaluate",
                         .json = evaluation_json(evaluation),
                         .code = exit_code(evaluation.asserts),
                         .warnings = evaluation.warnings,
                         .options = evaluation.options,
                         .panels = page_panels(options.plot.request.panels, pictured)});
  }
  cases = assert_cases(evaluation.asserts);
  cases.insert(cases.begin(), run_case());
  return or_closed_pipe(exit_code(evaluation.asserts), is_read);
}

ExitCode run_evaluate(const Arguments& arguments, FlagPlaces& places) {
  const UseOptions asked = read_evaluate_options(arguments, places);
  return with_junit({asked.outputs.junit, "evaluate", asked.read.path}, [&](std::vector<TestCase>& cases) {
    return with_page(asked.outputs, "evaluate", [&] { return evaluate(asked, cases); });
  });
}

}  // namespace

Command evaluate_command() {
  return {"evaluate", with_flags<UseOptions, evaluate_flags>, run_evaluate};
}

}  // namespace nntrain
