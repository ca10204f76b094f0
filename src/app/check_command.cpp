#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/junit_file.hpp"
#include "app/page_file.hpp"
#include "app/reading_flags.hpp"
#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/text.hpp"
#include "base/workers.hpp"
#include "check/check.hpp"
#include "check/check_report.hpp"
#include "check/model_check.hpp"
#include "check/model_check_report.hpp"
#include "plot/panels_of.hpp"
#include "report/outputs.hpp"

namespace nntrain {
namespace {

struct CheckOptions {
  UseOptions use;  ///< without a model: how training would read the file
  std::string test;
  std::vector<FindingCode> fail_on;
};

FlagTable check_flags(CheckOptions& options) {
  FlagTable table("check");
  table.group("Data");
  table.add_input({"data", "FILE",
                   "the CSV to look at; - is standard input; a pattern in quotes ('part-*.csv') "
                   "reads all files that fit as one table",
                   "", 'd'},
                  options.use.read.path);
  table.take_bare_word("data");
  table.add_input({"model", "FILE", "a model that --save wrote: check whether it can predict these rows"},
                  options.use.model);
  table.add_input({"test", "FILE", "test rows, to look for those that are in --data, too"}, options.test);
  add_column_flags(table, options.use.read);
  table.add_text(categorical_text(), options.use.read.categorical);
  table.add_text(weights_column_text(), options.use.read.weights_column);
  add_reading_flags(table, options.use.read);
  table.add_choice(unseen_text(), options.use.unseen);
  table.show_default("unseen", "error; with --model as in training");
  table.add_threads({"threads", "N", "threads that share the work; they never change a result"},
                    options.use.threads);
  table.group("Output");
  add_choices(table, {"fail-on", "CODES", "exit 1 if one of these is found: missing-cells,identifier"},
              options.fail_on);
  add_format_flags(table, options.use.outputs);
  add_config_flag(table, options.use.config);
  return table;
}

/// Throws UsageError for a flag that does not go with --model.
void refuse_flags_of_training(const UseOptions& use) {
  if (use.model.empty()) return;
  for (const char* const flag :
       {"features", "drop", "target", "task", "categorical", "weights-column", "test"}) {
    if (!use.is_given(flag)) continue;
    throw UsageError(fmt::format("--{} contradicts --model: the model has its own columns and rows", flag),
                     "leave one of them out");
  }
}

/// The pictures of a table, if it can be read and drawn.
std::vector<Panel> panels_of_table(const Table* table) {
  if (table == nullptr || table->rows() == 0) return {};
  return page_panels({}, {.table = table});
}

/// Prints what the findings are about, and writes the page, with pictures of the table. `cases` gets the
/// findings. Returns 1 if one of them makes the command fail.
ExitCode tell(const CheckOptions& options, const std::vector<Finding>& findings,
              const std::function<std::string()>& text, const std::function<std::string()>& json,
              const std::function<std::string()>& markdown, const Table* table,
              std::vector<TestCase>& cases) {
  const std::string report = in_format(options.use.outputs.format, text, json, markdown);
  const bool is_read = finds_reader([&] { write_standard_output(report); });
  cases = finding_cases(findings, options.fail_on);
  const bool has_failed = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return fails(finding, options.fail_on);
  });
  const ExitCode code = has_failed ? ExitCode::kAnswerNo : ExitCode::kDone;
  if (!options.use.outputs.report.empty()) {
    CheckOptions copy = options;
    write_page(options.use.outputs, {.command = "check",
                                     .json = json(),
                                     .code = code,
                                     .options = check_flags(copy).values(options.use.given),
                                     .panels = panels_of_table(table)});
  }
  return or_closed_pipe(code, is_read);
}

/// Looks at a table that shall be trained on.
ExitCode check_table(const CheckOptions& options, std::vector<TestCase>& cases) {
  ReadOptions read = options.use.read;
  read.threads = options.use.threads;
  Workers workers(threads_asked(options.use.threads));
  const CheckResult result = check(read, options.test, options.use.unseen, workers);
  return tell(
      options, result.findings, [&] { return check_text(result); },
      [&] { return check_json(result, read.path); },
      [&] { return check_markdown(result, read.path, options.fail_on); },
      result.table ? &*result.table : nullptr, cases);
}

/// Looks at rows that a model shall predict.
ExitCode check_rows(const CheckOptions& options, std::vector<TestCase>& cases) {
  const SavedModel saved = read_model(options.use.model);
  const UseOptions use = resolve_for_predict(options.use, saved.model);
  const ModelCheck result = check_for_model(saved.model, use.model, use.read, use.unseen);
  return tell(
      options, result.findings, [&] { return model_check_text(result, use.model); },
      [&] { return model_check_json(result, use.model); },
      [&] { return model_check_markdown(result, use.model, options.fail_on); }, nullptr, cases);
}

/// Prints what a data file is like, and what is wrong with it, for training or for a model.
ExitCode run_check(const Arguments& arguments, FlagPlaces& places) {
  CheckOptions options;
  const FlagTable flags = check_flags(options);
  options.use.given = read_flags(arguments, flags, places);
  if (options.use.read.path.empty())
    throw UsageError("--data is missing: which file to look at?", "name the CSV:  nntrain check FILE");
  refuse_flags_of_training(options.use);
  check_files(flags);
  prepare_page(options.use.outputs, "check", arguments);
  return with_junit(
      {options.use.outputs.junit, "check", options.use.read.path}, [&](std::vector<TestCase>& cases) {
        return with_page(options.use.outputs, "check", [&] {
          return options.use.model.empty() ? check_table(options, cases) : check_rows(options, cases);
        });
      });
}

}  // namespace

Command check_command() {
  return {"check", with_flags<CheckOptions, check_flags>, run_check};
}

}  // namespace nntrain
