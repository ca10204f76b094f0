#include <fmt/format.h>

#include "app/sweep_options.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/numbers.hpp"
#include "metrics/measure.hpp"

namespace nntrain {
namespace {

/// Takes out what follows, prints or continues one run.
void refuse_flags_of_one_run(FlagTable& table) {
  const auto refuse = [&table](const char* name, const char* reason, const char* remedy) {
    table.refuse({name, reason, remedy});
  };
  const char* const alone = "run one line of it alone:  nntrain sweep ... --dry-run";
  refuse("seeds", "a seed is an axis", "name the seeds:  --grid 'seed=1..20'");
  for (const char* const name : {"log", "log-weights", "trace", "trace-show", "trace-rows", "trace-format",
                                 "predictions", "keep", "weights", "plot-film", "plot-every"})
    refuse(name, "it is of one network, and a sweep trains many", alone);
  for (const char* const name : {"checkpoint", "checkpoint-every", "continue", "resume"}) {
    refuse(name, "it is the state of one network; a sweep goes on by itself",
           "start it again with the same --results FILE");
  }
  refuse("check-gradients", "it looks at one network, and a sweep trains many", alone);
  for (const char* const name : {"plot", "plot-panels", "plot-theme", "plot-features"})
    refuse(name, "it shows one network", "draw the results:  nntrain plot RESULTS.csv");
  refuse("print", "the results of all runs are in the file of --results", "name it:  --results FILE.csv");
  for (const char* const name : {"assert", "junit"})
    refuse(name, "it is about one result", "save the chosen one:  --save FILE, and use nntrain evaluate");
}

void set_shard(Shard& shard, const std::string& given) {
  const std::size_t slash = given.find('/');
  const std::optional<std::uint64_t> number = parse_count(given.substr(0, slash));
  const std::optional<std::uint64_t> count =
      slash == std::string::npos ? std::nullopt : parse_count(given.substr(slash + 1));
  if (!number || !count || *number == 0 || *number > *count)
    refuse_value("shard", given, "a share K/N, such as 3/16, with K from 1 to N");
  shard = {*number, *count};
}

/// Adds a flag whose values keep their order among --grid and --block.
void add_grid_flag(FlagTable& table, const FlagText& text, SweepOptions& options) {
  table.add(
      text, "",
      [&options, name = text.name](const std::string& given) {
        if (given.empty()) refuse_value(name, given, "usable: it is empty");
        options.grid_lines.push_back({name, given});
      },
      [&options, name = text.name](JsonWriter& json) {
        std::vector<std::string> values;
        for (const FlagLine& line : options.grid_lines) {
          if (line.flag == name) values.push_back(line.value);
        }
        json.strings(values);
      });
  table.mark_repeatable();
}

void add_choosing_flags(FlagTable& table, SweepOptions& options) {
  add_grid_flag(
      table,
      {"grid", "AXIS",
       "a flag and the values to try: 'hidden=2;5;16,8', 'seed=1..20', 'learning-rate=1e-4..1e-1:4' "
       "(4 values with equal ratios); all combinations of all axes are run; may be repeated"},
      options);
  add_grid_flag(
      table,
      {"block", "FLAGS",
       "flags that belong together: 'optimizer=gd nesterov=true'; the axes behind it are its own, those "
       "before the first one belong to all; may be repeated"},
      options);
  table.add_count({"random", "N", "run only N of the combinations, drawn at random; more hold fewer ones"},
                  options.random, 1, kMostCombinations);
  table.show_default("random", "all");
  table.add_count({"sweep-seed", "N", "seed of the choice by --random"}, options.sweep_seed, 0, UINT64_MAX);
  table.add_text(
      {"select", "FIELD",
       "what chooses the best settings, [PART.]METRIC, never on test rows; default: the mean of --metric "
       "over the folds, or its value on the validation rows"},
      options.select);
  table.offer(telling_metric_names());
}

void add_file_flags(FlagTable& table, SweepOptions& options) {
  table.add_output(
      {"results", "FILE",
       "a row for each run, .csv or .jsonl; the same command goes on with a file that is not complete"},
      options.results, Writing::kWhole);
  table.add(
      {"shard", "K/N",
       "run only the K-th of N shares, into a file of its own: run 1 is of share 1, run 2 of share 2"},
      "", [&options](const std::string& given) { set_shard(options.shard, given); },
      [&options](JsonWriter& json) {
        const Shard& shard = options.shard;
        shard.count == 1 ? json.null() : json.string(fmt::format("{}/{}", shard.number, shard.count));
      });
  table.add_repeatable(
      {"merge", "RESULTS", "join the files of all shares into that of --results, and run nothing"},
      options.merge);
  table.take_bare_word("merge");
  table.add_switch({"extend", "", "keep the rows that fit from a file of another grid"}, options.extends);
  table.add_switch({"dry-run", "", "print the command line of each run for a shell, and run nothing"},
                   options.is_dry_run);
}

}  // namespace

FlagTable sweep_flags(SweepOptions& options) {
  FlagTable table = train_and_cv_flags(options.train, "sweep");
  refuse_flags_of_one_run(table);
  table.show_help("folds", "each run is a cross-validation with K folds");
  table.show_help("test", "test rows, to measure the chosen settings on once");
  table.show_help("metric",
                  "what chooses the best settings, and what --patience and --restarts watch: a metric of "
                  "the result, such as accuracy, auc, f1[LABEL], rmse or r2");
  table.show_help("save", "write a model with the chosen settings, as that of train or cv");
  table.group(kSweepGroup);
  add_choosing_flags(table, options);
  add_file_flags(table, options);
  return table;
}

}  // namespace nntrain
