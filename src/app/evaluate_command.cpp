#include "app/evaluate_command.hpp"

#include "app/labelled_rows.hpp"
#include "app/use_options.hpp"
#include "report/evaluation.hpp"

namespace nntrain {

ExitCode evaluate_command(const Arguments& arguments) {
  UseOptions options;
  const FlagTable flags = evaluate_flags(options);
  read_use_options(arguments, flags, options);
  const bool is_json = options.format == Format::kJson;
  prepare_plot(options.plot, "plot", is_json || !options.print.empty());
  refuse_overwriting_inputs({"plot", options.plot.file()}, options);
  const SavedModel saved = read_model(options.model);
  const Model& model = saved.model;
  check_panels(options.plot.request, options.plot.features, {&model});
  const LabelledRows rows = read_labelled(options, model, "test", is_json && options.print.empty());
  const KnownMetrics known = known_metrics(model, rows.splits);
  std::vector<std::string> fields;
  if (!options.print.empty()) fields = parse_fields(options.print, known, evaluation_facts());
  std::vector<Assertion> assertions;
  for (const std::string& expression : options.asserts)
    assertions.push_back(parse_assertion(expression, known));

  ThreadPool pool(threads_asked(options.threads));
  const Evaluation evaluation =
      evaluate_model(saved, options.model, rows.table, rows.splits.front(), assertions, flags.writer(), pool);
  tell(evaluation, options.format, fields, options.quiet);
  draw({&model, {&evaluation.result, 1}, {}, options.plot.features}, options.plot.request);
  return exit_code(evaluation.asserts);
}

}  // namespace nntrain
