#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/junit_file.hpp"
#include "app/page_file.hpp"
#include "app/reading_flags.hpp"
#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/input.hpp"
#include "base/numbers.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "base/workers.hpp"
#include "compare/compare.hpp"
#include "compare/compare_report.hpp"
#include "compare/read_predictions.hpp"
#include "compare/read_result.hpp"
#include "metrics/class_output.hpp"
#include "metrics/measure.hpp"
#include "report/model_summary.hpp"

namespace nntrain {
namespace {

struct CompareOptions {
  std::string a;   ///< the file of the baseline
  std::string b;   ///< and of what is compared with it
  UseOptions use;  ///< of models: the rows, and how to read them
  CompareRequest request;
  std::vector<std::string> margins;
  bool unpaired = false;
  std::vector<Verdict> fail_on = {Verdict::kWorse};
};

/// "METRIC=D"
Margin margin_in(const std::string& given) {
  const std::size_t equals = given.rfind('=');  // a label may have others
  const std::string number = equals == std::string::npos ? "" : given.substr(equals + 1);
  const ParsedNumber most = parse_number(trim(number));
  const std::string metric = given.substr(0, std::min(equals, given.size()));
  const std::string with_point = with_decimal_point(trim(number));
  const bool has_several = metric.find('=') != std::string::npos && metric.find('[') == std::string::npos;
  if (equals == 0 || has_several || most.status != NumberStatus::kOk || !(most.value >= 0))
    refuse_number("margin", given,
                  "METRIC=D with a number D from 0, such as accuracy=0.01; for more of them repeat --margin",
                  with_point.empty() ? "" : metric + "=" + with_point);
  return {std::string(trim(given.substr(0, equals))), most.value};
}

void add_comparing_flags(FlagTable& table, CompareOptions& options) {
  table.add_text(
      {"metric", "NAME",
       "the metric that decides: accuracy, validation.auc, log_loss, 'recall[LABEL]'; default: accuracy, "
       "or rmse for numbers, of the most held-out rows"},
      options.request.metric);
  table.offer(telling_metric_names());
  table.add_repeatable({"margin", "METRIC=D",
                        "exit 1 unless B is shown to be worse by less than D in this metric: accuracy=0.01; "
                        "may be repeated"},
                       options.margins);
  add_choices(
      table,
      {"fail-on", "VERDICTS",
       "exit 1 if the verdict of the metric that decides is one of these: better, worse, same, inconclusive"},
      options.fail_on);
  table.add_switch({"unpaired", "", "do not pair runs or rows: for results on other data or other splits"},
                   options.unpaired);
}

FlagTable compare_flags(CompareOptions& options) {
  FlagTable table("compare");
  table.group("What to compare");
  const std::string kinds =
      "a result (JSON), a file of predictions (CSV), or with --data a model; - is "
      "standard input";
  table.add_input({"baseline", "FILE", "A: " + kinds}, options.a);
  table.take_bare_word("baseline");
  table.add_input({"candidate", "FILE", "B, of the same kind"}, options.b);
  table.take_bare_word("candidate");
  add_comparing_flags(table, options);
  table.group("Rows for models");
  add_use_flags(table, options.use, "of two models: the CSV with the rows to predict, with their target");
  table.group("Output");
  add_format_flags(table, options.use.outputs);
  add_config_flag(table, options.use.config);
  table.add_switch({"quiet", "", "print only errors on standard error", "", 'q'}, options.use.outputs.quiet);
  return table;
}

CompareOptions read_compare_options(const Arguments& arguments, FlagPlaces& places) {
  CompareOptions options;
  const FlagTable flags = compare_flags(options);
  options.use.given = read_flags(arguments, flags, places);
  if (options.a.empty() || options.b.empty()) {
    throw UsageError(options.a.empty()
                         ? "there is nothing to compare"
                         : "the second file is missing: what to compare with " + shown_path(options.a) + "?",
                     "name two results, files of predictions or models:  nntrain compare A B");
  }
  check_files(flags);
  prepare_page(options.use.outputs, "compare", arguments);
  options.request.is_paired = !options.unpaired;
  for (const std::string& margin : options.margins) options.request.margins.push_back(margin_in(margin));
  return options;
}

/// Throws UsageError for flags on rows, which only models need.
void refuse_flags_for_rows(const UseOptions& use, SideKind kind, const std::string& path) {
  for (const char* const flag : {"data", "header", "columns", "delimiter", "skip-lines", "comment", "missing",
                                 "na", "units", "thousands", "unseen"}) {
    if (!use.is_given(flag)) continue;
    throw UsageError(fmt::format("--{} is for models, and {} is a {}", flag, shown_path(path),
                                 kind == SideKind::kResult ? "result" : "file of predictions"),
                     fmt::format("leave --{} out", flag));
  }
}

/// Lets the rows be read for each model. Throws UsageError if they are in a pipe.
void keep_rows(const std::string& path) {
  if (path == "-" || can_be_read_again(path)) return;
  throw UsageError(
      fmt::format("--data {} is a pipe, which can be read once, and two models read it", shown_path(path)),
      "write the rows to a file");
}

/// Of two outputs the second one, N x 1: so a model with one output can be compared with it.
BlockMatrix last_column(const BlockMatrix& outputs) {
  BlockMatrix last(1);
  last.grow_to(outputs.rows());
  for (std::size_t row = 0; row < outputs.rows(); ++row)
    last.set(row, 0, outputs.at(row, outputs.columns() - 1));
  return last;
}

/// The predictions of a model for the rows of --data. `standard_input` is what that had, if it has the rows.
Side side_of_model(const std::string& text, const std::string& path, const UseOptions& asked,
                   const std::string& standard_input) {
  Side side;
  side.kind = SideKind::kModel;
  side.path = path;
  const SavedModel saved = model_of_text(text, path);
  const Model& model = saved.model;
  side.warnings = warnings_if_cut(saved, path);
  if (asked.read.path.empty())
    throw UsageError(shown_path(path) + " is a model: on which rows shall it be measured?",
                     "name a CSV with known targets:  --data FILE");
  UseOptions use = asked;
  use.model = path;
  use = resolve(std::move(use), model);
  if (use.read.path == "-") read_again(standard_input);
  LabelledRows rows = read_labelled(use, model, "test", has_sha256());
  Workers workers(threads_asked(use.threads));
  SplitResult result = measure_split(model, {.loss = model.loss}, std::move(rows.split), {}, workers);
  const std::string trained = warning_if_trained_on(saved, path, rows.table);
  if (has_sha256() && !trained.empty()) side.warnings.push_back(trained);
  side.target = model.target.name;
  side.labels = model.target.labels();
  side.parts = {"test"};
  side.rows.are_probabilities = are_probabilities(model.network);
  for (std::size_t row = 0; row < result.outputs.rows(); ++row) {
    side.rows.places.push_back({result.split.rows[row], 0, 0, 0});
    if (!side.labels.empty())
      side.rows.predicted.push_back(predicted_class(result.outputs, row, model.target.threshold));
  }
  side.rows.outputs = result.outputs.columns() == 2 ? last_column(result.outputs) : std::move(result.outputs);
  side.rows.targets = std::move(result.split.truth);
  return side;
}

Side read_side(const std::string& path, const CompareOptions& options, const std::string& standard_input) {
  std::string text = read_file(path);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);  // a byte order mark
  const SideKind kind = kind_of_side(text, path);
  if (kind == SideKind::kModel) return side_of_model(text, path, options.use, standard_input);
  refuse_flags_for_rows(options.use, kind, path);
  return kind == SideKind::kResult ? read_result(text, path) : read_predictions(text, path);
}

ExitCode compare_sides(CompareOptions& options, std::vector<TestCase>& cases) {
  const std::string& rows = options.use.read.path;
  keep_rows(rows);
  const std::string standard_input = rows == "-" ? read_file("-") : "";
  CompareResult result{.a = read_side(options.a, options, standard_input),
                       .b = read_side(options.b, options, standard_input),
                       .rows = rows};
  Workers workers(threads_asked(options.use.threads));
  result.comparison = compare(result.a, result.b, options.request, workers);
  result.fail_on = options.fail_on;
  result.options = compare_flags(options).values(options.use.given);
  const std::string report = in_format(
      options.use.outputs.format, [&] { return compare_text(result); }, [&] { return compare_json(result); },
      [&] { return compare_markdown(result); });
  const bool is_read = finds_reader([&] { write_standard_output(report); });
  if (!options.use.outputs.quiet) {
    for (const std::string& warning : result.comparison.warnings) print_warning(warning);
  }
  if (!options.use.outputs.report.empty()) {
    write_page(options.use.outputs, {.command = "compare",
                                     .json = compare_json(result),
                                     .code = exit_code(result),
                                     .warnings = verdict_notes(result),
                                     .options = result.options});
  }
  cases = compare_cases(result);
  return or_closed_pipe(exit_code(result), is_read);
}

ExitCode run_compare(const Arguments& arguments, FlagPlaces& places) {
  CompareOptions options = read_compare_options(arguments, places);
  return with_junit({options.use.outputs.junit, "compare", options.b}, [&](std::vector<TestCase>& cases) {
    return with_page(options.use.outputs, "compare", [&] { return compare_sides(options, cases); });
  });
}

}  // namespace

Command compare_command() {
  return {"compare", with_flags<CompareOptions, compare_flags>, run_compare};
}

}  // namespace nntrain
