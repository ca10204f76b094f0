#include "app/read_options.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "app/config_file.hpp"
#include "app/presets.hpp"
#include "app/resume.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

void refuse_overwriting(const TrainOptions& options) {
  using Named = std::pair<const char*, const std::string*>;
  const std::array<Named, 4> outputs = {
      Named("save", &options.save), Named("checkpoint", &options.checkpoint),
      Named("predictions", &options.predictions), Named("log", &options.log)};
  const std::array<Named, 5> inputs = {
      Named("data", &options.read.path), Named("validation", &options.validation),
      Named("test", &options.test), Named("init-from", &options.init_from), Named("config", &options.config)};
  const auto refuse_same = [](const Named& output, const Named& other) {
    if (output.second->empty() || other.second->empty() || !same_file(*output.second, *other.second)) return;
    throw UsageError(fmt::format("--{} {} would overwrite the file of --{}", output.first,
                                 shown_path(*output.second), other.first),
                     fmt::format("name another file:  --{} FILE", output.first));
  };
  for (const Named& output : outputs) {
    for (const Named& input : inputs) refuse_same(output, input);
    if (output.second != &options.checkpoint) refuse_same(output, {"resume", &options.resume});
    for (const Named& other : outputs) {
      if (&other == &output) break;
      refuse_same(output, other);
    }
  }
}

}  // namespace

std::optional<SavedCheckpoint> read_options(const Arguments& arguments, const FlagTable& flags,
                                            TrainOptions& options) {
  options.given = parse_command_line(arguments, flags);
  if (!options.config.empty()) read_config_file(options.config, flags, options.given);
  std::optional<SavedCheckpoint> from;
  if (options.resume.empty()) {
    apply_preset(flags, options);
  } else {
    from = read_checkpoint(options.resume);
    std::set<std::string> typed = options.given;
    take_settings(from->receipt, options.resume, flags, options);
    typed.insert("init-from");  // which is not read again
    check_places(from->receipt, options.resume, options, typed);
  }
  complete_options(options);
  return from;
}

void complete_options(TrainOptions& options) {
  check(options);
  imply(options);
  if (!options.save.empty()) check_writable(options.save, Writing::kWhole);
  if (!options.checkpoint.empty()) check_writable(options.checkpoint, Writing::kWhole);
  if (!options.predictions.empty()) check_writable(options.predictions, Writing::kWhole);
  if (!options.log.empty()) check_writable(options.log, Writing::kGrowing);
  refuse_overwriting(options);
  options.read.threads = options.threads;
  const bool is_receipt = !options.save.empty() || !options.checkpoint.empty() || !options.resume.empty();
  options.read.sha256 = is_receipt || (options.format == Format::kJson && options.print.empty());
}

}  // namespace nntrain
