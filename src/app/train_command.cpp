#include "app/commands.hpp"
#include "app/junit_file.hpp"
#include "app/many_runs.hpp"
#include "app/page_file.hpp"
#include "app/resolve.hpp"
#include "app/train_data.hpp"
#include "app/train_flags.hpp"
#include "app/train_run.hpp"
#include "base/interruption.hpp"
#include "plot/panels_of.hpp"
#include "report/json_report.hpp"
#include "report/test_cases.hpp"
#include "report/write_report.hpp"

namespace nntrain {
namespace {

Pictured pictured_of(const RunResult& result, const PlotOptions& plot) {
  return {.title = picture_title(result.table),
          .model = &result.model,
          .results = result.results,
          .history = history_of(result),
          .features = plot.features};
}

void write_page_of(const RunResult& result, const Outputs& outputs, const std::vector<Part>& parts) {
  write_page(outputs,
             {.command = "train",
              .json = json_report(result, outputs.weights),
              .code = exit_code(result),
              .warnings = remarks_on(result, outputs, parts),
              .options = result.options,
              .defaults = default_values(),
              .panels = page_panels(outputs.plot.request.panels, pictured_of(result, outputs.plot))});
}

ExitCode run_once(const TrainRequest& asked, std::vector<TestCase>& cases) {
  Table table = read_data(asked, RowsOf::kRanks);
  const TrainRequest request = completed(asked, table);
  const Outputs& outputs = request.options.outputs;
  const Experiment experiment = resolve(request, table);
  const Trial trial = make_trial(request, experiment, table);
  if (request.options.check_gradients) return check_gradients(request, experiment, trial, std::move(table));

  const Queries queries = queries_of(outputs, experiment, trial, table);
  RunResult result = train(request, experiment, trial, std::move(table));
  result.asserts = check_assertions(queries.asserts, result.results, result.fingerprint,
                                    name_of(result.training.stop), facts_in(source_of(result)));
  const std::vector<Part> parts = write_results(result, outputs);
  const auto draw_picture = [&] {
    result.attempt("the picture", [&] { draw(pictured_of(result, outputs.plot), outputs.plot.request); });
  };
  if (!outputs.report.empty()) result.attempt("the report", [&] { write_page_of(result, outputs, parts); });
  const bool is_file = outputs.plot.request.path != "-";
  if (is_file) draw_picture();
  if (!outputs.plot.film.path.empty())
    result.attempt("the film", [&] { draw_film(outputs.plot.film, result); });
  write_report(result, outputs, queries.fields, parts);
  if (!is_file) draw_picture();
  cases = test_cases(result);
  return exit_code(result);
}

ExitCode run_train(const Arguments& arguments, FlagPlaces& places) {
  const TrainRequest request = read_train_request(arguments, places);
  return with_junit(
      {request.options.outputs.junit, "train", request.options.read.path}, [&](std::vector<TestCase>& cases) {
        return with_page(request.options.outputs, "train", [&] {
          return request.options.is_many() ? run_many(request, cases) : run_once(request, cases);
        });
      });
}

}  // namespace

Command train_command() {
  return {"train", with_flags<TrainOptions, train_flags>, run_train};
}

}  // namespace nntrain
