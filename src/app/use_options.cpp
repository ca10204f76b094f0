#include "app/use_options.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/junit_file.hpp"
#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "dataset/read_table.hpp"
#include "metrics/measure.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kUsualShuffles = 10;
constexpr std::uint64_t kMostShuffles = 10'000;

FlagTable use_flags(const std::string& command, UseOptions& options) {
  FlagTable table(command);
  table.group("Model and data");
  add_model_flag(table, options.model);
  add_use_flags(table, options, "the CSV; - is standard input; a pattern in quotes: all files that fit");
  return table;
}

Table read_like(const ReadOptions& read, const Table& like) {
  try {
    return read_table_like(read, like, read.path);
  } catch (const LacksColumns& error) {
    throw ModelError(error.what(), error.remedy());
  }
}

}  // namespace

void add_use_flags(FlagTable& table, UseOptions& options, const std::string& data) {
  table.add_input({"data", "FILE", data, "", 'd'}, options.read.path);
  add_reading_flags(table, options.read);
  table.add_choice(unseen_text(), options.unseen);
  for (const char* const flag : {"delimiter", "comment", "missing", "na", "units", "thousands", "unseen"})
    table.show_default(flag, "as in training");
  table.add_threads({"threads", "N", "threads that share the work; they never change a result"},
                    options.threads);
}

FlagTable predict_flags(UseOptions& options) {
  FlagTable table = use_flags("predict", options);
  table.group("Output");
  table.add_output({"output", "FILE", "the predictions, a CSV; - is standard output", "", 'o'},
                   options.output, Writing::kWhole, true);
  table.show_default("missing", "mean if so in training, else error");
  table.add_text({"keep", "LIST", "columns of the file to copy into the predictions as they are"},
                 options.read.keep);
  add_config_flag(table, options.config);
  table.add_switch(
      {"quiet", "", "print only errors, and how many rows are left out, on standard error", "", 'q'},
      options.outputs.quiet);
  return table;
}

FlagTable evaluate_flags(UseOptions& options) {
  FlagTable table = use_flags("evaluate", options);
  table.group("Importance");
  table.add_optional_count(
      {"importance", "SHUFFLES",
       "also measure how much each column matters: shuffle it SHUFFLES times (without a number: 10)"},
      options.importance, kUsualShuffles, 1, kMostShuffles);
  table.add_text({"metric", "NAME", "the metric that --importance measures by"}, options.metric);
  table.offer(telling_metric_names());
  table.show_default("metric", "accuracy; of a regression rmse");
  table.group("Output");
  add_format_flags(table, options.outputs);
  table.add_text({"print", "FIELDS", "print only these values, tab-separated: accuracy,rows_used"},
                 options.outputs.print);
  table.add_repeatable({"assert", "EXPR", "exit 1 unless it holds: 'accuracy >= 0.88'; may be repeated"},
                       options.outputs.asserts);
  add_config_flag(table, options.config);
  table.add_switch({"quiet", "", "print only errors and failed asserts on standard error", "", 'q'},
                   options.outputs.quiet);
  add_plot_flags(table, options.plot, plot_text());
  return table;
}

FlagTable plot_flags(UseOptions& options) {
  FlagTable table("plot");
  table.group("What to draw");
  table.add_input({"file", "FILE", "a model that --save wrote, a log that --log wrote, or a table (CSV)"},
                  options.model);
  table.take_bare_word("file");
  table.add_choice({"as", "", "what FILE is; auto: its first line tells"}, options.as);
  table.group("Columns of a table");
  add_column_flags(table, options.read);
  table.add_text(categorical_text(), options.read.categorical);
  table.group("Rows");
  add_use_flags(table, options, "the rows to draw with a model; default: those that it was trained on");
  table.show_default("missing", "as in training; of a table: leave a row out if it misses a drawn cell");
  table.group("Output");
  options.plot.request.path = "-";
  add_plot_flags(table, options.plot,
                 {"output", "FILE.svg|-", "the picture: an SVG, or - for the terminal", "", 'o'});
  table.refuse({"plot", "it always draws, and --output names the picture", "--output FILE.svg"});
  add_config_flag(table, options.config);
  return table;
}

UseOptions read_use_options(const Arguments& arguments, FlagTable (*flags_of)(UseOptions&),
                            FlagPlaces& places) {
  UseOptions options;
  const FlagTable flags = flags_of(options);
  options.given = read_flags(arguments, flags, places);
  if (options.model.empty()) {
    throw UsageError("the model is missing: which one to use?",
                     fmt::format("name its file:  nntrain {} --model FILE --data FILE", flags.command()));
  }
  if (options.read.path.empty()) {
    throw UsageError("--data is missing: which rows shall the model use?",
                     fmt::format("name the CSV:  nntrain {} --model {} --data FILE", flags.command(),
                                 shell_word(options.model)));
  }
  try {
    check_files(flags);
  } catch (const Error& error) {
    write_early_error(flags, {options.outputs.junit, flags.command(), options.read.path}, error);
    throw;
  }
  return options;
}

UseOptions resolve(UseOptions options, const Model& model) {
  ReadOptions& read = options.read;
  const ReadOptions of_model = read_options_of(model);
  if (!options.is_given("delimiter")) read.delimiter = of_model.delimiter;
  if (!options.is_given("columns")) read.columns = of_model.columns;
  if (!options.is_given("na")) read.na = of_model.na;
  if (!options.is_given("units")) read.numbers.units = of_model.numbers.units;
  if (!options.is_given("comment")) read.comment = of_model.comment;
  if (!options.is_given("thousands")) read.numbers.thousands = of_model.numbers.thousands;
  if (!options.is_given("missing")) read.missing = of_model.missing;
  if (!options.is_given("unseen")) options.unseen = model.reading.unseen;
  read.threads = options.threads;
  const bool names_header = options.is_given("header") && read.header == HeaderMode::kYes;
  if (names_header && !options.is_given("columns")) read.columns.clear();
  return options;
}

UseOptions resolve_for_predict(const UseOptions& options, const Model& model) {
  UseOptions resolved = resolve(options, model);
  MissingMode& missing = resolved.read.missing;
  if (!options.is_given("missing") && missing == MissingMode::kDrop) missing = MissingMode::kError;
  return resolved;
}

ReadOptions reading_like(const UseOptions& resolved, const Table& like) {
  return options_like(resolved.read, like, resolved.read.path);
}

LabelledRows read_labelled(const UseOptions& resolved, const Model& model, const std::string& name,
                           bool with_sha256) {
  const Table like = table_like(model, resolved.model);
  ReadOptions read = reading_like(resolved, like);
  read.sha256 = with_sha256;
  Table table = read_like(read, like);
  Splits splits =
      take_splits(table, {}, {{.name = name, .rows = {}, .is_whole = true}}, model, resolved.unseen);
  return {std::move(table), std::move(splits.front())};
}

std::string warning_if_trained_on(const SavedModel& saved, const std::string& model, const Table& rows) {
  const InputFile* const data = saved.receipt.find_file("data");
  if (data == nullptr || (data->sha256 != rows.sha256 &&
                          std::none_of(data->parts.begin(), data->parts.end(),
                                       [&](const InputPart& part) { return part.sha256 == rows.sha256; })))
    return "";
  return fmt::format("{} was trained on {}: these numbers tell nothing about rows that it has not seen",
                     shown_path(model), data->path == rows.path ? shown_path(data->path) : "these rows");
}

}  // namespace nntrain
