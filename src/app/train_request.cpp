#include "app/train_request.hpp"

#include <utility>

#include "app/contradictions.hpp"
#include "app/layers.hpp"
#include "app/like.hpp"
#include "app/presets.hpp"
#include "app/resume.hpp"
#include "app/train_flags.hpp"
#include "cli/command_line.hpp"
#include "report/fields.hpp"

namespace nntrain {

TrainRequest read_train_request(const Arguments& arguments, FlagPlaces& places) {
  TrainOptions options;
  {
    const FlagTable flags = train_flags(options);
    options.given = parse_command_line(arguments, flags);
    check_standard_input(flags);
  }
  apply_config(options, places);
  std::optional<SavedCheckpoint> from;
  if (!options.like.empty()) {
    apply_like(options, places);  // it has the flags of its preset, too
  } else if (options.resume.empty()) {
    apply_preset(options);
  } else {
    from = read_checkpoint(options.resume);
    std::set<std::string> given_now = options.given;
    take_settings(from->receipt, options.resume, options);
    given_now.insert("init-from");  // which is not read again
    check_input_files(from->receipt, options.resume, options, given_now);
  }
  TrainRequest request = checked_request(std::move(options));
  request.from = std::move(from);
  if (request.options.outputs.continues)
    request.from = checkpoint_to_continue(request.options.outputs.checkpoint);
  return request;
}

TrainRequest checked_request(TrainOptions options) {
  check(options);
  Outputs& outputs = options.outputs;
  check_files(train_flags(options), {{"checkpoint", "resume"}, {"save", "like"}});
  prepare_plot(outputs.plot, "plot", !outputs.is_for_people());
  const bool is_receipt = !outputs.save.empty() || !outputs.checkpoint.empty() || !options.resume.empty();
  const bool hashes_files =
      is_receipt || outputs.is_for_programs() || asks_for_hash(outputs.print, outputs.asserts);
  return {.options = std::move(options), .hashes_files = hashes_files};
}

}  // namespace nntrain
