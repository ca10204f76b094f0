#include "app/resume.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "app/train_setup.hpp"
#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// Flags that may differ: where files lie, how long training goes on, and rows that are only measured.
constexpr std::array<std::string_view, 5> kFree = {"data", "validation", "test", "iterations", "max-seconds"};

bool is_free(const std::string& flag) {
  return std::find(kFree.begin(), kFree.end(), flag) != kFree.end();
}

std::string shown(const std::vector<std::string>& values) {
  return values.empty() ? "not given" : fmt::format("'{}'", printable(join(values)));
}

void check_file(const Receipt& receipt, const std::string& flag, const std::string& path,
                const std::string& sha256) {
  const InputFile* const file = receipt.find_file(flag);
  if (file != nullptr && file->sha256 == sha256) return;
  throw UsageError(
      fmt::format("{} is not the file that the run in the checkpoint learned from: its SHA-256 is {}, not {}",
                  shown_path(path), sha256, file == nullptr ? "that of any" : printable(file->sha256, 64)),
      fmt::format("name the file as it was:  --{} FILE", flag));
}

void check_iterations(const Checkpoint& checkpoint, const Receipt& receipt, const TrainOptions& options) {
  if (checkpoint.state && checkpoint.state->iterations > options.iterations) {
    throw UsageError(fmt::format("--iterations {} are over: the checkpoint is after iteration {}",
                                 options.iterations, checkpoint.state->iterations),
                     "ask for more; they are counted from the start");
  }
  const Setting* const asked = receipt.find_option("iterations");
  const bool same =
      asked != nullptr && asked->values == std::vector<std::string>{fmt::format("{}", options.iterations)};
  if (options.restarts > 1 && !same) {
    throw UsageError(
        "--iterations cannot change where several --restarts are resumed: earlier starts have had theirs",
        "leave it out");
  }
}

}  // namespace

std::vector<Setting> settings_of(const FlagTable& flags) {
  JsonWriter json;
  json.begin_object();
  flags.writer(FlagTable::Which::kRecipe)(json);
  json.end_object();
  return settings_of(parse_json(json.text()));
}

void take_settings(const Receipt& receipt, const std::string& path, const FlagTable& flags,
                   TrainOptions& options) {
  const std::set<std::string> typed = options.given;
  for (const Setting& setting : receipt.options) {
    const Flag* const flag = flags.find(setting.flag);
    const auto refuse = [&](const std::string& why) {
      throw ModelError(fmt::format("{}: the option '{}' of nntrain {} {}", shown_path(path),
                                   printable(setting.flag), printable(receipt.version), why));
    };
    if (flag == nullptr || !flag->is_recipe) refuse("is unknown to this one");
    if (typed.count(setting.flag) > 0) continue;
    try {
      for (const std::string& value : setting.values) flag->set(value);
    } catch (const UsageError& error) {
      refuse(fmt::format("has a value that is none here: {}", error.what()));
    }
  }
  for (const std::string& flag : receipt.given) {
    if (flags.find(flag) != nullptr) options.given.insert(flag);
  }
}

void check_places(const Receipt& receipt, const std::string& path, const TrainOptions& options,
                  const std::set<std::string>& typed) {
  for (const InputFile& file : receipt.files) {
    if (typed.count(file.flag) > 0) continue;
    const std::string& place = file.flag == "data"         ? options.read.path
                               : file.flag == "validation" ? options.validation
                               : file.flag == "test"       ? options.test
                                                           : options.init_from;
    if (place == "-") {
      throw UsageError(fmt::format("{} was made with standard input, which is gone", shown_path(path)),
                       fmt::format("name a file with the same bytes:  --{} FILE", file.flag));
    }
    if (::access(place.c_str(), R_OK) == 0) continue;
    throw DataError(fmt::format("cannot open {}, which {} was made with: {}", shown_path(place),
                                shown_path(path), std::generic_category().message(errno)),
                    fmt::format("say where it is now:  --{} FILE", file.flag));
  }
}

Table read_data_of(const SavedCheckpoint& saved, const TrainOptions& options) {
  const std::string& path = options.read.path;
  try {
    Table table = read_data(options);
    check_file(saved.receipt, "data", path, table.sha256);
    return table;
  } catch (const Error&) {
    if (path != "-") check_file(saved.receipt, "data", path, sha256_of(read_file(path)));
    throw;
  }
}

void check_resume(const SavedCheckpoint& saved, const FlagTable& flags, const TrainOptions& options) {
  for (const Setting& now : settings_of(flags)) {
    const Setting* const then = saved.receipt.find_option(now.flag);
    if (is_free(now.flag) || (then != nullptr && then->values == now.values)) continue;
    throw UsageError(
        fmt::format("--{} is {}, and was {} in the run that {} is of", now.flag, shown(now.values),
                    shown(then == nullptr ? std::vector<std::string>() : then->values),
                    shown_path(options.resume)),
        "leave it out; to begin anew from the weights of a model, without --resume:  --init-from MODEL");
  }
  check_iterations(saved.checkpoint, saved.receipt, options);
}

void check_resume(const SavedCheckpoint& saved, const Splits& splits) {
  const Split* const validation = find_split(splits, "validation");
  const bool is_file = validation != nullptr && !validation->path.empty();
  if (is_file) check_file(saved.receipt, "validation", validation->path, validation->sha256);
}

}  // namespace nntrain
