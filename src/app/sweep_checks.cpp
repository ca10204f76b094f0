#include "app/sweep_checks.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/contradictions.hpp"
#include "app/layers.hpp"
#include "app/like.hpp"
#include "app/presets.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"

namespace nntrain {
namespace {

/// The flags that go with --merge.
const std::set<std::string> kMergeFlags = {"merge",  "results", "format",   "quiet",
                                           "config", "threads", "progress", "report"};

/// The options of a run as train or cv has them before its table is read, from its flags, its config file and
/// its preset.
TrainOptions options_of_run(const SweepOptions& options, std::uint64_t number) {
  TrainOptions run;
  run.cross_validates = options.train.cross_validates;
  run = with_given(std::move(run), RunFlags(options).lines(number));
  FlagPlaces places;
  apply_config(run, places);
  run.like.empty() ? begin_preset(run) : apply_like(run, places);
  return run;
}

/// Whether such a run has validation rows, as far as the flags tell.
bool has_validation(const TrainOptions& run) {
  const std::vector<TrainOptions> possible = possible_options(run);
  return std::any_of(possible.begin(), possible.end(),
                     [](const TrainOptions& one) { return one.holds_out_validation(); });
}

/// Whether some run has validation rows, as far as the flags tell. `first` has the options of the first run.
bool some_run_has_validation(const SweepOptions& options, const TrainOptions& first) {
  for (const auto& [flag, value] : flags_in(options.grid)) {
    if (flag == "validation" || flag == "validation-fraction" || flag == "split-column") return true;
    if (flag == "config" || flag == "preset") {
      SweepOptions one;
      one.train = options.train;
      one.grid = {{}, {{{{flag, value}}, {}}}};
      one.combinations = {0};
      if (has_validation(options_of_run(one, 1))) return true;
    }
  }
  return has_validation(first);
}

/// A metric and the part of the rows before it: "validation.auc".
struct SelectField {
  std::string part;
  std::string metric;
};

SelectField select_field(const std::string& text) {
  const std::size_t dot = text.substr(0, text.find('[')).find('.');
  if (dot == std::string::npos) return {"", text};
  return {text.substr(0, dot), text.substr(dot + 1)};
}

void check_metric_name(const std::string& flag, const std::string& given, const std::string& metric) {
  if (goal_of(metric) != Goal::kNone) return;
  const std::vector<std::string> all = telling_metric_names();
  throw UsageError(fmt::format("--{} '{}' is no metric that tells which settings are better{}", flag,
                               printable(given), did_you_mean(metric, all)),
                   "the metrics are:  " + join(all, ", ", std::string::npos) +
                       ", precision[LABEL], recall[LABEL], f1[LABEL]");
}

/// Throws UsageError if nothing can choose the best settings.
void check_selection(const SweepOptions& options) {
  const bool is_cv = options.train.cross_validates;
  const SelectField field = select_field(options.select);
  if (field.part == "test") {
    throw UsageError(
        fmt::format("--select '{}': test rows never select: the chosen one would look better than it is",
                    printable(options.select)),
        fmt::format("select by other rows:  --select {}.{}", is_cv ? "cv" : "validation",
                    printable(field.metric)));
  }
  const std::vector<std::string> parts =
      is_cv ? std::vector<std::string>{"cv"} : std::vector<std::string>{"validation", "train"};
  if (!field.part.empty() && std::find(parts.begin(), parts.end(), field.part) == parts.end()) {
    throw UsageError(fmt::format("--select '{}': the runs do not select by '{}'", printable(options.select),
                                 printable(field.part)),
                     "the parts are:  " + join(parts));
  }
  if (options.select.empty()) {
    check_metric_name("metric", options.train.metric, options.train.metric);
  } else {
    check_metric_name("select", options.select, field.metric);
  }
  if (is_cv || field.part == "train" || options.has_validation) return;
  throw UsageError("nothing tells which settings are better: there are no folds and no validation rows",
                   "cross-validate each run:  --folds 5      or hold out rows:  --validation-fraction 0.2");
}

/// Whether runs that begin with the same weights may differ by their seed. They have no folds: --init-from
/// does not go with them.
bool draws_from_seed(const TrainOptions& run) {
  const bool parts_rows = run.validation_fraction + run.test_fraction > 0;
  const bool is_split_drawn = parts_rows && !run.split_seed && run.split != SplitMode::kOrdered;
  const bool is_batch_drawn =
      run.batch_size > 0 && !run.no_shuffle && run.optimizer != OptimizerKind::kPerceptron;
  return is_split_drawn || (run.iterations > 0 && (is_batch_drawn || run.dropout > 0));
}

/// Whether run `number` would be the same with another seed, as far as the flags tell.
bool ignores_seed(const SweepOptions& options, std::uint64_t number) {
  const std::vector<TrainOptions> possible = possible_options(options_of_run(options, number));
  return std::all_of(possible.begin(), possible.end(),
                     [](const TrainOptions& one) { return !one.init_from.empty() && !draws_from_seed(one); });
}

/// Throws UsageError for runs that differ only by their seed, and have nothing that depends on it.
void check_seeds(const SweepOptions& options) {
  bool has_start = !options.train.init_from.empty() || !options.train.config.empty();
  bool has_seeds = false;
  for (const auto& [flag, value] : flags_in(options.grid)) {
    has_start = has_start || flag == "init-from" || flag == "config";
    has_seeds = has_seeds || flag == "seed";
  }
  if (!has_start || !has_seeds) return;
  const RunFlags flags(options);
  std::map<std::string, std::size_t> runs;  // by all flags but the seed
  for (std::uint64_t number = 1; number <= options.combinations.size(); ++number) {
    std::string settings;
    for (const FlagLine& line : flags.lines(number)) {
      if (line.flag != "seed") settings += fmt::format("{} {}\n", line.flag, line.value);
    }
    if (++runs[settings] != 2 || !ignores_seed(options, number)) continue;
    throw UsageError(
        fmt::format("the axis seed contradicts --init-from: {}, and nothing else of run {} is drawn from "
                    "its seed",
                    kSameStart, number),
        "leave one of them out");
  }
}

/// Throws UsageError if an output of the sweep is a file that a run reads.
void check_files_of_runs(const SweepOptions& options, const FlagTable& flags) {
  for (const Flag* const output : outputs_of(flags)) {
    for (const auto& [name, path] : flags_in(options.grid)) {
      if (!flags.find(name)->file || !same_file(*output->file->path, path)) continue;
      throw UsageError(fmt::format("--{} {} would overwrite a file of the axis {}", output->name,
                                   shown_path(*output->file->path), name),
                       fmt::format("name another file:  --{} FILE", output->name));
    }
  }
}

void check_merge(const std::set<std::string>& given) {
  for (const std::string& flag : given) {
    if (kMergeFlags.count(flag) > 0) continue;
    throw UsageError(fmt::format("--{} contradicts --merge: it joins results, and runs nothing", flag),
                     "leave it out, or run the sweep without --merge");
  }
}

}  // namespace

void check_sweep_flags(SweepOptions& options, const std::set<std::string>& given) {
  if (!options.merge.empty()) check_merge(given);
  const bool is_merge = !options.merge.empty();
  if (!is_merge && options.train.read.path.empty() && given.count("data") == 0) check_data(options.train);
  if (!is_merge && options.grid_lines.empty()) {
    throw UsageError("there is nothing to sweep: no --grid and no --block",
                     "name a flag and the values to try:  --grid 'hidden=2;5;16,8'");
  }
  if (options.results.empty() && !options.is_dry_run) {
    throw UsageError("--results is missing: where shall the rows of the runs go?",
                     "name a file:  --results FILE.csv      or look at the runs only:  --dry-run");
  }
  if (!options.results.empty() && !options.results.ends_with(".csv") &&
      !options.results.ends_with(".jsonl")) {
    throw UsageError(fmt::format("--results {} does not end in .csv or .jsonl, which chooses the format",
                                 shown_path(options.results)),
                     "name it, for example:  --results results.csv");
  }
  if (options.is_dry_run && !options.train.outputs.report.empty()) {
    throw UsageError("--dry-run contradicts --report: nothing runs, so there is no result to report",
                     "leave one of them out");
  }
  if (given.count("sweep-seed") > 0 && options.random == 0)
    throw UsageError("--sweep-seed needs --random: it chooses combinations, and all are run",
                     "leave it out, or draw some:  --random 100");
}

void check_sweep(SweepOptions& options) {
  check_data(options.train);
  if (options.is_dry_run && options.train.read.path == "-")
    throw UsageError("--dry-run contradicts --data -: each run would read standard input",
                     "write the rows to a file");
  options.has_validation = some_run_has_validation(options, options_of_run(options, 1));
  check_selection(options);
  check_seeds(options);
  const FlagTable flags = sweep_flags(options);
  check_files(flags, {{"save", "like"}});
  check_files_of_runs(options, flags);
}

}  // namespace nntrain
