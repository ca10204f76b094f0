#include <utility>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "plot/read_log.hpp"
#include "plot/score_panels.hpp"

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

void plot_log(PicturedHistory history, const UseOptions& options) {
  for (const char* const flag : {"data", "header", "columns", "delimiter", "skip-lines", "comment", "missing",
                                 "na", "units", "thousands", "unseen", "plot-features"}) {
    if (!options.is_given(flag)) continue;
    throw UsageError(
        fmt::format("{} is a log and has no rows: --{} does not apply", shown_path(options.model), flag),
        fmt::format("leave --{} out, or name a model", flag));
  }
  check_panels(options.plot.request, {}, {nullptr, true, has_accuracy(history)});
  draw({nullptr, {}, std::move(history), {}}, options.plot.request);
}

void plot_model(const std::string& text, const UseOptions& asked) {
  if (!text.starts_with('{')) {
    throw ModelError(shown_path(asked.model) + " is neither a model nor a log",
                     "nntrain train ... --save FILE writes one, --log FILE the other");
  }
  const SavedModel saved = model_of_text(text, asked.model);
  check_panels(asked.plot.request, asked.plot.features, {&saved.model});
  UseOptions options = resolve(asked, saved.model);
  options.read.path = data_of(saved, asked);
  LabelledRows rows = read_labelled(options, saved.model, "all", false);
  Workers workers(threads_asked(options.threads));
  const SplitResult result =
      measure_split(saved.model, {.loss = saved.model.loss}, std::move(rows.split), {}, workers);
  draw({&saved.model, {&result, 1}, {}, options.plot.features}, options.plot.request);
}

UseOptions read_plot_options(const Arguments& arguments, FlagPlaces& places) {
  UseOptions options;
  const FlagTable flags = plot_flags(options);
  options.given = read_flags(arguments, flags, places);
  if (options.model.empty())
    throw UsageError("the file is missing: which model or log to draw?", "name its file:  nntrain plot FILE");
  check_files(flags);
  prepare_plot(options.plot, "output", false);
  return options;
}

ExitCode run_plot(const Arguments& arguments, FlagPlaces& places) {
  const UseOptions options = read_plot_options(arguments, places);
  const std::string text = read_file(options.model);
  std::optional<PicturedHistory> history = log_of(text, options.model);
  history ? plot_log(std::move(*history), options) : plot_model(text, options);
  return ExitCode::kDone;
}

}  // namespace

Command plot_command() {
  return {"plot", with_flags<UseOptions, plot_flags>, run_plot};
}

}  // namespace nntrain
