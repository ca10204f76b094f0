#include "app/resume.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// Flags that may differ: where files are, how long training goes on, and rows that are only measured.
constexpr std::array<std::string_view, 5> kMayDiffer = {"data", "validation", "test", "iterations",
                                                        "max-seconds"};

constexpr const char* kNewRunRemedy =
    "give the flags and files of that run, or name another file for a new run:  --checkpoint FILE";

bool is_free(const std::string& flag) {
  return std::find(kMayDiffer.begin(), kMayDiffer.end(), flag) != kMayDiffer.end();
}

/// Whether what is done depends on --iterations and --patience: with more, it would have gone on.
bool are_starts_done(const Recipe& recipe) {
  return start_count(recipe) > 1 || recipe.refits;
}

/// Whether --patience has a larger value than in the run, of one start: until then both ran alike. With 0 the
/// run did not look for the lowest validation loss.
bool is_raised_patience(const Setting& now, const std::vector<std::string>& then, const Recipe& recipe) {
  if (now.flag != "patience" || then.size() != 1 || are_starts_done(recipe)) return false;
  const std::optional<std::uint64_t> before = parse_count(then.front());
  return before && *before > 0 && recipe.plan.patience > *before;
}

std::string shown(const std::vector<std::string>& values) {
  return values.empty() ? "not given" : fmt::format("'{}'", printable(join(values)));
}

std::string asked_text(const Setting* asked) {
  return asked == nullptr ? "N" : printable(join(asked->values), 20);
}

void check_iterations(const Checkpoint& checkpoint, const Receipt& receipt, const Recipe& recipe) {
  const std::uint64_t iterations = recipe.plan.iterations;
  const std::optional<TrainingState>& state = checkpoint.search.state;
  if (state && state->iterations > iterations) {
    throw UsageError(fmt::format("--iterations {} is too few: the checkpoint already has {}", iterations,
                                 counted(state->iterations, "iteration")),
                     "ask for more: they count from the start of training");
  }
  const Setting* const asked = receipt.find_option("iterations");
  const bool same =
      asked != nullptr && asked->values == std::vector<std::string>{fmt::format("{}", iterations)};
  if (recipe.plan.schedule != Schedule::kConstant && !same) {
    throw UsageError(
        fmt::format("--iterations cannot change with --schedule {}: the rates of the past follow "
                    "from it",
                    name_of(recipe.plan.schedule)),
        "give that of the run:  --iterations " + asked_text(asked));
  }
  if (are_starts_done(recipe) && !same) {
    const std::string why = recipe.restarts > 1   ? "several --restarts: earlier starts are already done"
                            : recipe.ensemble > 1 ? "--ensemble: earlier networks are already done"
                                                  : "--refit: the number of its passes came from them";
    throw UsageError(fmt::format("--iterations cannot change with {}", why),
                     "give that of the run:  --iterations " + asked_text(asked));
  }
}

}  // namespace

void take_settings(const Receipt& receipt, const std::string& path, TrainOptions& options) {
  const FlagTable flags = train_flags(options);
  const std::set<std::string> given_now = options.given;
  options.is_repeat = true;
  for (const Setting& setting : receipt.options) {
    const Flag* const flag = flags.find(setting.flag);
    const auto refuse = [&](const std::string& why) {
      throw ModelError(fmt::format("{}: the option '{}' of nntrain {} {}", shown_path(path),
                                   printable(setting.flag), printable(receipt.version), why));
    };
    if (flag == nullptr || !flag->is_recipe) refuse("is unknown to this nntrain");
    if (given_now.count(setting.flag) > 0) continue;
    try {
      for (const std::string& value : setting.values) flag->set(value);
    } catch (const UsageError& error) {
      refuse(fmt::format("has a value that this nntrain does not accept: {}", error.what()));
    }
  }
  for (const std::string& flag : receipt.given) {
    if (flags.find(flag) != nullptr) options.given.insert(flag);
  }
}

void check_input_files(const Receipt& receipt, const std::string& path, TrainOptions& options,
                       const std::set<std::string>& given_now) {
  const FlagTable flags = train_flags(options);
  for (const InputFile& file : receipt.files) {
    if (given_now.count(file.flag) > 0) continue;
    const Flag* const flag = flags.find(file.flag);
    if (flag == nullptr || !flag->file || flag->file->writing || flag->file->path->empty()) {
      throw ModelError(fmt::format("{} names a file for --{}, but its options read none", shown_path(path),
                                   printable(file.flag)));
    }
    const std::string& place = *flag->file->path;
    if (place == "-") {
      throw UsageError(fmt::format("{} was made with standard input, which has ended", shown_path(path)),
                       fmt::format("name a file with the same bytes:  --{} FILE", file.flag));
    }
    const std::vector<std::string> files = files_if_any(place);
    const auto gone = std::find_if(files.begin(), files.end(),
                                   [](const std::string& one) { return ::access(one.c_str(), R_OK) != 0; });
    if (!files.empty() && gone == files.end()) continue;
    throw DataError(
        fmt::format("cannot open {}, which {} was made with: {}", shown_path(files.empty() ? place : *gone),
                    shown_path(path),
                    files.empty() ? "no file fits this pattern" : std::generic_category().message(errno)),
        fmt::format("give its new place:  --{} FILE", file.flag));
  }
}

std::optional<SavedCheckpoint> checkpoint_to_continue(const std::string& path) {
  if (!has_part(path)) {
    throw UsageError(fmt::format("--continue goes on from a regular file, and {} is none", shown_path(path)),
                     "name another one:  --checkpoint FILE");
  }
  if (::access(path.c_str(), F_OK) != 0 && errno == ENOENT) return {};
  try {
    return read_checkpoint(path);
  } catch (const Error& error) {
    throw ModelError(error.what(), "remove it, or name another file, for a new run:  --checkpoint FILE");
  }
}

void check_file(const SavedCheckpoint& saved, const InputFile& file, bool continues) {
  const InputFile* const then = saved.receipt.find_file(file.flag);
  if (then != nullptr && then->sha256 == file.sha256) return;
  if (then == nullptr) {
    throw UsageError(fmt::format("the run in {} had no file for --{}", shown_path(saved.path), file.flag),
                     continues ? kNewRunRemedy : "leave it out");
  }
  const std::string changes = changed_parts(*then, file);
  const std::string remedy =
      continues ? kNewRunRemedy : fmt::format("name the same file:  --{} FILE", file.flag);
  if (!changes.empty()) {
    throw UsageError(fmt::format("{} does not name the files of the run in {}: {}", shown_path(file.path),
                                 shown_path(saved.path), changes),
                     remedy);
  }
  throw UsageError(
      fmt::format("{} is not the file of the run in {}: its SHA-256 is {} instead of {}",
                  shown_path(file.path), shown_path(saved.path), file.sha256, printable(then->sha256, 64)),
      remedy);
}

void check_resume(const SavedCheckpoint& saved, const Experiment& experiment, bool continues) {
  std::set<std::string> given(saved.receipt.given.begin(), saved.receipt.given.end());
  for (const OptionValue& option : experiment.options) {
    if (option.is_given) given.insert(option.flag);
  }
  std::vector<Setting> settings = settings_of(experiment.options);
  // What the user gave explains what follows from it, as from a preset.
  std::stable_partition(settings.begin(), settings.end(),
                        [&](const Setting& setting) { return given.count(setting.flag) > 0; });
  for (const Setting& now : settings) {
    const Setting* const found = saved.receipt.find_option(now.flag);
    const std::vector<std::string> then = found == nullptr ? std::vector<std::string>() : found->values;
    const bool is_dropped = now.flag == "validation" && now.values.empty();
    const bool is_newer = found == nullptr && given.count(now.flag) == 0;  // than the nntrain of that run
    if ((is_free(now.flag) && !is_dropped) || now.values == then || is_newer) continue;
    if (is_raised_patience(now, then, experiment.recipe)) continue;
    throw UsageError(
        fmt::format("--{} is {}, but in the run of {} it was {}{}", now.flag, shown(now.values),
                    shown_path(saved.path), shown(then),
                    now.flag != "patience"               ? ""
                    : are_starts_done(experiment.recipe) ? ", and earlier starts are already done"
                                                         : ": a run that has one can only raise it"),
        continues ? kNewRunRemedy
                  : "leave it out; to start a new run from the weights of a model, without --resume:  "
                    "--init-from MODEL");
  }
  check_iterations(saved.checkpoint, saved.receipt, experiment.recipe);
}

std::string why_nothing_done(const SavedCheckpoint& saved, const Recipe& recipe,
                             const TrainingResult& training) {
  const Checkpoint& from = saved.checkpoint;
  const std::string run = "nothing was left to do: the run in " + shown_path(saved.path);
  const std::uint64_t starts = start_count(recipe);
  if (recipe.refits) return "";  // its end is not noted
  if (starts > 1) {
    if (from.search.next < starts) return "";
    return fmt::format("{} has all of its {} {}", run, starts, recipe.ensemble > 1 ? "networks" : "starts");
  }
  if (!from.search.state || from.search.state->iterations != training.iterations) return "";
  switch (training.stop) {
    case StopReason::kIterations:
      return fmt::format("{} has all of its {}; to go on:  --iterations N, above {}", run,
                         counted(training.iterations, "iteration"), training.iterations);
    case StopReason::kPatience:
      return fmt::format("{} stopped by --patience; to go on:  --patience N, above {}", run,
                         recipe.plan.patience);
    case StopReason::kTolerance:
      return run + " stopped because its loss no longer fell, and that does not change";
    case StopReason::kConverged:
      return run + " stopped because its weights no longer changed";
    case StopReason::kTime:
    case StopReason::kSignal:
    case StopReason::kDiverged:
      break;
  }
  return "";
}

std::string not_repeated(const SavedCheckpoint& saved, TrainOptions options) {
  const FlagTable flags = train_flags(options);
  std::string text;
  for (const Setting& then : saved.outputs) {
    const Flag* const flag = flags.find(then.flag);
    if (flag == nullptr || !flag->is_output) continue;
    if (!flag->repeatable && options.is_given(flag->name)) continue;
    for (const std::string& value : then.values) {
      const std::vector<std::string>& asserts = options.outputs.asserts;
      if (std::find(asserts.begin(), asserts.end(), value) != asserts.end()) continue;
      text += fmt::format("{}--{} {}", text.empty() ? "" : " ", flag->name, shell_word(value));
    }
  }
  return text;
}

}  // namespace nntrain
