#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "app/layers.hpp"
#include "app/page_file.hpp"
#include "app/sweep_checks.hpp"
#include "app/sweep_options.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "sweep/axis_flag.hpp"

namespace nntrain {
namespace {

/// The lines of the config files that runs have by an axis or a block. Throws UsageError for a line that is
/// not for single runs.
std::vector<FlagLine> lines_of_run_configs(const SweepGrid& grid) {
  std::vector<FlagLine> all;
  for (const auto& [name, path] : flags_in(grid)) {
    if (name != "config") continue;
    SweepOptions scratch;
    const FlagTable flags = sweep_flags(scratch);
    scratch.train.config = path;
    for (const FlagLine& line : read_config(flags)) {
      flag_of_runs(line.flag, flags, line.place);
      set_flag(flags, line);
      all.push_back(line);
    }
  }
  return all;
}

/// The flags on folds make each run a cross-validation.
bool is_of_folds(const std::string& flag) {
  return flag == "folds" || flag == "fold-column" || flag == "repeats";
}

/// Sets the flags of the sweep alone that its config file has. Returns its other lines.
std::vector<FlagLine> set_sweep_lines(SweepOptions& options, const FlagTable& flags,
                                      std::set<std::string>& given, FlagPlaces& places) {
  const std::set<std::string> typed = given;
  std::vector<FlagLine> typed_grid = std::exchange(options.grid_lines, {});
  std::vector<FlagLine> others;
  for (const FlagLine& line : read_config(flags)) {
    const Flag& flag = *flags.find(line.flag);
    if (flag.group != kSweepGroup) {
      others.push_back(line);
    } else if (typed.count(line.flag) == 0 || flag.repeatable) {
      set_flag(flags, line);
      given.insert(line.flag);
      if (typed.count(line.flag) == 0) add_place(places, line);
    }
  }
  // Those of the file stand before the others.
  options.grid_lines.insert(options.grid_lines.end(), typed_grid.begin(), typed_grid.end());
  return others;
}

/// Sets the flags that all runs share: those on the command line, and `lines` of the config file.
void set_shared_flags(SweepOptions& options, const std::vector<FlagLine>& lines, FlagPlaces& places) {
  std::map<std::string, std::string> taken;
  for (const std::string& flag : options.train.given) taken.emplace(flag, "--" + flag);
  for (const FlagLine& line : lines) taken.emplace(line.flag, line.place);
  SweepOptions scratch;
  options.grid = parse_grid(options.grid_lines, sweep_flags(scratch), taken);

  std::set<std::string> used;
  for (const auto& [flag, where] : taken) used.insert(flag);
  for (const auto& [flag, value] : flags_in(options.grid)) used.insert(flag);
  for (const FlagLine& line : lines_of_run_configs(options.grid)) used.insert(line.flag);
  options.train.cross_validates = std::any_of(used.begin(), used.end(), is_of_folds);
  const FlagTable flags = train_flags(options.train);
  for (const std::string& flag : used) {
    const RefusedFlag* const refused = flags.find_refused(flag);
    if (refused == nullptr) continue;
    throw UsageError(fmt::format("--{} does not go with folds: {}", flag, refused->reason), refused->remedy);
  }
  lay_with_places(options.train, lines, places);
}

/// The combinations that the sweep runs.
std::vector<std::uint64_t> taken_combinations(const SweepOptions& options) {
  const std::uint64_t size = options.grid.size();
  const std::string remedy = "draw some of them:  --random 1000";
  if (size == UINT64_MAX) throw UsageError("the grid has 2^64 combinations or more", "leave some values out");
  if (options.random > 0) return draw_combinations(size, options.random, options.sweep_seed);
  if (size > kMostCombinations)
    throw UsageError(
        fmt::format("the grid has {} combinations, and a sweep runs at most {}", size, kMostCombinations),
        remedy);
  std::vector<std::uint64_t> all(size);
  std::iota(all.begin(), all.end(), std::uint64_t{0});
  return all;
}

/// Throws UsageError for a word without a flag, unless it stands behind --merge.
void check_bare_words(const Arguments& arguments, const SweepOptions& options) {
  const bool names_merge = std::any_of(arguments.begin(), arguments.end(), [](const std::string& word) {
    return word == "--merge" || word.starts_with("--merge=");
  });
  if (options.merge.empty() || names_merge) return;
  const std::string word = shell_word(options.merge.front());
  throw UsageError(fmt::format("{} does not belong to a flag", word),
                   fmt::format("did you mean --data {}? To join results:  --merge {}", word, word));
}

}  // namespace

SweepOptions read_sweep_options(const Arguments& arguments, FlagPlaces& places) {
  SweepOptions options;
  std::set<std::string> given;
  std::vector<FlagLine> lines;
  {
    const FlagTable flags = sweep_flags(options);
    given = parse_command_line(arguments, flags);
    check_bare_words(arguments, options);
    for (const std::string& name : given) {
      if (flags.find(name)->group != kSweepGroup) options.train.given.insert(name);
    }
    lines = set_sweep_lines(options, flags, given, places);
  }
  for (const FlagLine& line : lines) given.insert(line.flag);
  check_sweep_flags(options, given);
  if (!options.merge.empty()) {
    lay_with_places(options.train, lines, places);
    prepare_page(options.train.outputs, "sweep", arguments);
    return options;
  }
  set_shared_flags(options, lines, places);
  options.combinations = taken_combinations(options);
  check_sweep(options);
  prepare_page(options.train.outputs, "sweep", arguments);
  return options;
}

}  // namespace nntrain
