#include "app/read_options.hpp"

#include <array>

#include "app/config_file.hpp"
#include "app/overwriting.hpp"
#include "app/presets.hpp"
#include "app/resume.hpp"
#include "base/output.hpp"

namespace nntrain {
namespace {

void check_outputs(const TrainOptions& options) {
  const std::array<NamedFile, 5> outputs = {NamedFile{"save", options.save},
                                            {"checkpoint", options.checkpoint},
                                            {"predictions", options.predictions},
                                            {"log", options.log},
                                            {"plot", options.plot.file()}};
  const std::array<NamedFile, 5> inputs = {NamedFile{"data", options.read.path},
                                           {"validation", options.validation},
                                           {"test", options.test},
                                           {"init-from", options.init_from},
                                           {"config", options.config}};
  for (const NamedFile& output : outputs) {
    for (const NamedFile& input : inputs) refuse_overwriting(output, input);
    if (&output.path != &options.checkpoint) refuse_overwriting(output, {"resume", options.resume});
    for (const NamedFile& other : outputs) {
      if (&other == &output) break;
      refuse_overwriting(output, other);
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
  prepare_plot(options.plot, "plot", !tells_people(options));
  check_outputs(options);
  options.read.threads = options.threads;
  const bool is_receipt = !options.save.empty() || !options.checkpoint.empty() || !options.resume.empty();
  options.read.sha256 = is_receipt || (options.format == Format::kJson && options.print.empty());
}

}  // namespace nntrain
