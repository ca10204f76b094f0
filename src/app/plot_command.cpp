#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/input.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/read_table.hpp"
#include "plot/read_log.hpp"
#include "plot/score_panels.hpp"
#include "sweep/results_file.hpp"
#include "sweep/sweep_picture.hpp"
#include "sweep/sweep_table.hpp"

namespace nntrain {
namespace {

/// The file of the rows to draw: --data, or else the model's training file. Throws DataError if that is gone.
std::string data_of(const SavedModel& saved, const UseOptions& options) {
  if (!options.read.path.empty()) return options.read.path;
  const InputFile* const file = saved.receipt.find_file("data");
  std::string path = file == nullptr ? "-" : file->path;
  std::string reason;
  if (path == "-") {
    reason = fmt::format("{} was trained on standard input, which has ended", shown_path(options.model));
  } else if (!is_readable(path)) {
    reason = fmt::format("{}, which {} was trained on, cannot be read", shown_path(path),
                         shown_path(options.model));
  }
  if (reason.empty()) return path;
  throw DataError(
      reason, fmt::format("name the rows to draw:  nntrain plot {} --data FILE", shell_word(options.model)));
}

/// Throws UsageError for one of these flags: the file is another one than they are for.
void refuse_flags(const UseOptions& options, const std::vector<const char*>& flags, const char* why,
                  const std::string& otherwise) {
  for (const char* const flag : flags) {
    if (!options.is_given(flag)) continue;
    throw UsageError(fmt::format("{} {}: --{} does not apply", shown_path(options.model), why, flag),
                     fmt::format("leave --{} out, or {}", flag, otherwise));
  }
}

/// The flags that are about rows.
const std::vector<const char*> kFlagsOfRows = {
    "data",     "header", "columns", "delimiter", "skip-lines", "comment",
    "missing",  "na",     "units",   "thousands", "unseen",     "plot-features",
    "features", "drop",   "target",  "task",      "categorical"};

void plot_log(const std::string& text, const UseOptions& options) {
  std::optional<PicturedHistory> history = log_of(text, options.model);
  if (!history) {
    throw DataError(fmt::format("{} is no log: its first line does not name iteration and loss",
                                shown_path(options.model)),
                    "nntrain train ... --log FILE writes one");
  }
  refuse_flags(options, kFlagsOfRows, "is a log and has no rows", "name a model or a table");
  check_panels(options.plot.request, {}, {nullptr, true, has_accuracy(*history)});
  draw({.title = picture_title(options.model, "log"), .history = std::move(*history)}, options.plot.request);
}

void plot_model(const std::string& text, const UseOptions& asked) {
  if (!text.starts_with('{')) {
    throw ModelError(shown_path(asked.model) + " is no model", "nntrain train ... --save FILE writes one");
  }
  refuse_flags(asked, {"features", "drop", "target", "task", "categorical"},
               "is a model, which has its own columns", "name a table");
  const SavedModel saved = model_of_text(text, asked.model);
  check_panels(asked.plot.request, asked.plot.features, {&saved.model});
  UseOptions options = resolve(asked, saved.model);
  options.read.path = data_of(saved, asked);
  LabelledRows rows = read_labelled(options, saved.model, "all", false);
  Workers workers(threads_asked(options.threads));
  const SplitResult result =
      measure_split(saved.model, {.loss = saved.model.loss}, std::move(rows.split), {}, workers);
  Pictured pictured;
  pictured.title = picture_title(rows.table, saved.model, options.model);
  pictured.model = &saved.model;
  pictured.results = {&result, 1};
  pictured.features = options.plot.features;
  draw(pictured, options.plot.request);
}

void plot_results(const UseOptions& options) {
  refuse_flags(options, kFlagsOfRows, "has the results of a sweep and no rows", "name a model or a table");
  const SweepTable table = read_sweep_table(options.model);
  const Selection selection = select_best(table);
  for (const std::string& warning : selection.warnings) print_warning(warning);
  PicturedSweep sweep = picture_of(selection);
  add_runs(sweep, table);
  const PicturedSpread spread = spread_of(selection, table);
  check_panels(options.plot.request, {}, {.sweep = &sweep, .has_spread = true});
  Pictured pictured;
  pictured.title = picture_title(options.model, counted(sweep.candidates, "candidate"));
  pictured.sweep = &sweep;
  pictured.spread = &spread;
  draw(pictured, options.plot.request);
}

void plot_table(const UseOptions& asked) {
  refuse_flags(asked, {"data", "unseen"}, "is a table, which is drawn without a model",
               fmt::format("name a model:  nntrain plot MODEL --data {}", shell_word(asked.model)));
  ReadOptions read = asked.read;
  read.path = asked.model;
  read.threads = asked.threads;
  if (!asked.is_given("missing")) read.missing = MissingMode::kMean;  // keeps rows that miss other cells
  Table table;
  try {
    table = read_table(read);
  } catch (const Error& error) {
    const bool is_training = error.code() == ExitCode::kTraining;
    throw Error(is_training ? ExitCode::kData : error.code(), error.what(),
                error.remedy().of_file("file", "nntrain plot"));
  }
  for (const std::string& note : table.notes) print_warning(note);
  PlotRequest request = asked.plot.request;
  if (request.panels.empty()) request.panels = {PanelKind::kData};
  check_panels(request, asked.plot.features, {.table = &table});
  Pictured pictured;
  pictured.title = picture_title(table);
  pictured.features = asked.plot.features;
  pictured.table = &table;
  draw(pictured, request);
}

/// What a file is, by its first line.
FileKind kind_of(std::string_view text) {
  if (is_results(text)) return FileKind::kResults;
  if (is_log(text)) return FileKind::kLog;
  if (!text.starts_with('{')) return FileKind::kData;
  const std::size_t next = text.find_first_not_of(" \t\r\n", 1);  // of JSON; a table may begin with {a},b
  const bool is_json = next == std::string_view::npos || text[next] == '"' || text[next] == '}';
  return is_json ? FileKind::kModel : FileKind::kData;
}

/// Throws DataError for a file of weights, which would pass for a table or a model.
void refuse_weights(std::string_view text, const std::string& path) {
  if (!is_log_of_weights(text)) return;
  throw DataError(
      shown_path(path) +
          " has the weights after each iteration (--log-weights), and there is no panel of them",
      fmt::format("draw the loss:  nntrain train ... --log FILE      or take it as a table:  nntrain plot {} "
                  "--as data",
                  shell_word(path)));
}

/// What the file is, as far as that can be told without reading a pipe.
std::optional<FileKind> kind_without_reading(const UseOptions& options) {
  constexpr std::size_t kLongestLine = 65536;  // of a log
  if (options.as) return options.as;
  const std::string path = files_named_by(options.model).front();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return {};
  const std::string start = read_start(path, kLongestLine);
  refuse_weights(start, options.model);
  return kind_of(start);
}

/// Draws a file that is read row by row. Returns false for another one, and one of an unknown kind.
bool plot_by_rows(const UseOptions& options, std::optional<FileKind> kind) {
  if (kind == FileKind::kData) plot_table(options);
  if (kind == FileKind::kResults) plot_results(options);
  return kind == FileKind::kData || kind == FileKind::kResults;
}

/// Lets a pipe with rows be read again. Throws DataError if it is not standard input.
void put_back(const std::string& text, const std::string& path) {
  if (path == "-") return read_again(text);
  throw DataError(
      shown_path(path) + " is neither a model nor a log, and it can be read only once",
      fmt::format("if it is a table:  nntrain plot {0} --as data      if it is of a sweep:  nntrain plot {0} "
                  "--as results",
                  shell_word(path)));
}

UseOptions read_plot_options(const Arguments& arguments, FlagPlaces& places) {
  UseOptions options;
  const FlagTable flags = plot_flags(options);
  options.given = read_flags(arguments, flags, places);
  if (options.model.empty())
    throw UsageError("the file is missing: which model, log, table or results to draw?",
                     "name its file:  nntrain plot FILE");
  check_files(flags);
  prepare_plot(options.plot, "output", false);
  return options;
}

ExitCode run_plot(const Arguments& arguments, FlagPlaces& places) {
  const UseOptions options = read_plot_options(arguments, places);
  if (plot_by_rows(options, kind_without_reading(options))) return ExitCode::kDone;
  std::string text = read_file(options.model);
  if (!options.as) refuse_weights(text, options.model);
  const FileKind kind = options.as.value_or(kind_of(text));
  if (kind == FileKind::kModel) {
    plot_model(text, options);
  } else if (kind == FileKind::kLog) {
    plot_log(text, options);
  } else {
    put_back(std::exchange(text, ""), options.model);
    plot_by_rows(options, kind);
  }
  return ExitCode::kDone;
}

}  // namespace

Command plot_command() {
  return {"plot", with_flags<UseOptions, plot_flags>, run_plot};
}

}  // namespace nntrain
