#include "app/train_request.hpp"

#include <array>
#include <utility>

#include "app/contradictions.hpp"
#include "app/presets.hpp"
#include "app/resume.hpp"
#include "app/train_flags.hpp"
#include "base/output.hpp"
#include "cli/command_line.hpp"

namespace nntrain {
namespace {

void check_outputs(const TrainOptions& options) {
  const Outputs& outputs = options.outputs;
  const std::array<NamedFile, 5> written = {NamedFile{"save", outputs.save},
                                            {"checkpoint", outputs.checkpoint},
                                            {"predictions", outputs.predictions},
                                            {"log", outputs.log},
                                            {"plot", outputs.plot.file()}};
  const std::array<NamedFile, 5> inputs = {NamedFile{"data", options.read.path},
                                           {"validation", options.validation},
                                           {"test", options.test},
                                           {"init-from", options.init_from},
                                           {"config", options.config}};
  for (const NamedFile& output : written) {
    for (const NamedFile& input : inputs) refuse_overwriting(output, input);
    if (&output.path != &outputs.checkpoint) refuse_overwriting(output, {"resume", options.resume});
    for (const NamedFile& other : written) {
      if (&other == &output) break;
      refuse_overwriting(output, other);
    }
  }
}

}  // namespace

TrainRequest read_train_request(const Arguments& arguments) {
  TrainOptions options;
  {
    const FlagTable flags = train_flags(options);
    options.given = parse_command_line(arguments, flags);
    if (!options.config.empty()) read_config_file(options.config, flags, options.given);
  }
  std::optional<SavedCheckpoint> from;
  if (options.resume.empty()) {
    apply_preset(options);
  } else {
    from = read_checkpoint(options.resume);
    std::set<std::string> typed = options.given;
    take_settings(from->receipt, options.resume, options);
    typed.insert("init-from");  // which is not read again
    check_places(from->receipt, options.resume, options, typed);
  }
  TrainRequest request = checked_request(std::move(options));
  request.from = std::move(from);
  return request;
}

TrainRequest checked_request(TrainOptions options) {
  check(options);
  Outputs& outputs = options.outputs;
  for (const std::string* const path : {&outputs.save, &outputs.checkpoint, &outputs.predictions}) {
    if (!path->empty()) check_writable(*path, Writing::kWhole);
  }
  if (!outputs.log.empty()) check_writable(outputs.log, Writing::kGrowing);
  prepare_plot(outputs.plot, "plot", !outputs.tells_people());
  check_outputs(options);
  const bool is_receipt = !outputs.save.empty() || !outputs.checkpoint.empty() || !options.resume.empty();
  const bool hashes_files = is_receipt || (outputs.format == Format::kJson && outputs.print.empty());
  return {.options = std::move(options), .hashes_files = hashes_files};
}

}  // namespace nntrain
