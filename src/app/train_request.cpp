#include "app/train_request.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "app/contradictions.hpp"
#include "app/junit_file.hpp"
#include "app/layers.hpp"
#include "app/like.hpp"
#include "app/page_file.hpp"
#include "app/presets.hpp"
#include "app/resume.hpp"
#include "app/trace_flags.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "cli/command_line.hpp"
#include "report/fields.hpp"

namespace nntrain {
namespace {

/// Tells, before a new run begins, which earlier one it replaces: its checkpoint, or its logs.
void tell_replaced(const TrainRequest& request) {
  const Outputs& outputs = request.options.outputs;
  if (request.from || outputs.checkpoint.empty() || outputs.quiet) return;
  std::error_code ignored;
  if (outputs.continues) {
    for (const std::string& log : {outputs.log, outputs.log_weights}) {
      const bool has_rows = !log.empty() && std::filesystem::is_regular_file(log, ignored) &&
                            std::filesystem::file_size(log, ignored) > 0;
      if (!has_rows) continue;
      print_warning(fmt::format("{} is not there: a new run begins, which replaces the log {}",
                                shown_path(outputs.checkpoint), shown_path(log)));
    }
    return;
  }
  if (!std::filesystem::is_regular_file(outputs.checkpoint, ignored)) return;
  try {
    static_cast<void>(read_checkpoint(outputs.checkpoint));
  } catch (const Error&) {
    return;  // no checkpoint: another file, which the user names
  }
  print_warning(
      fmt::format("{} has the checkpoint of an earlier run, which this run replaces; to go on with it:  "
                  "--continue",
                  shown_path(outputs.checkpoint)));
}

/// The request of options from the command line and the config file: with the run that --like, --resume or
/// --continue names, or the preset.
TrainRequest settled_request(TrainOptions& options, FlagPlaces& places) {
  std::optional<SavedCheckpoint> from;
  if (!options.like.empty()) {
    apply_like(options, places);  // it has the flags of its preset, too
  } else if (options.resume.empty()) {
    begin_preset(options);
  } else {
    from = read_checkpoint(options.resume);
    std::set<std::string> given_now = options.given;
    take_settings(from->receipt, options.resume, options);
    given_now.insert("init-from");  // which is not read again
    check_input_files(from->receipt, options.resume, options, given_now);
  }
  TrainRequest request = checked_request(options);
  request.from = std::move(from);
  if (request.options.outputs.continues)
    request.from = checkpoint_to_continue(request.options.outputs.checkpoint);
  tell_replaced(request);
  return request;
}

/// check() of what the options can come to: they are refused if no table makes them fit.
void check_possible(const TrainOptions& options) {
  const std::vector<TrainOptions> possible = possible_options(options);
  const auto fits = std::find_if(possible.begin(), possible.end(),
                                 [](const TrainOptions& one) { return first_contradiction(one) == nullptr; });
  check(fits == possible.end() ? possible.front() : *fits);
}

/// Adds the config file to the options of a command line, and settles all.
TrainRequest request_of(TrainOptions& options, FlagPlaces& places) {
  apply_config(options, places);
  imply_trace(options);
  check_standard_input(train_flags(options));
  try {
    return settled_request(options, places);
  } catch (const Error& error) {
    const FlagTable flags = train_flags(options);
    write_early_error(flags, {options.outputs.junit, flags.command(), options.read.path}, error);
    throw;
  }
}

}  // namespace

TrainRequest read_train_request(const Arguments& arguments, FlagPlaces& places, TrainOptions options) {
  {
    const FlagTable flags = train_flags(options);
    options.given = parse_command_line(arguments, flags);
    options.outputs.typed = typed_command(flags.command(), arguments);
  }
  return request_of(options, places);
}

TrainRequest read_train_request(const std::vector<FlagLine>& lines, TrainOptions options) {
  options = with_given(std::move(options), lines);
  FlagPlaces places;
  return request_of(options, places);
}

TrainRequest checked_request(TrainOptions options) {
  check_possible(options);
  check_trace(options);
  Outputs& outputs = options.outputs;
  check_files(train_flags(options), {{"checkpoint", "resume"}, {"save", "like"}});
  check_page_path(outputs.report);
  prepare_plot(outputs.plot, "plot", !outputs.is_for_people(), !outputs.report.empty());
  const bool is_receipt = !outputs.save.empty() || !outputs.checkpoint.empty() || !options.resume.empty();
  const bool hashes_files = is_receipt || outputs.is_for_programs() || !outputs.report.empty() ||
                            asks_for_hash(outputs.print, outputs.asserts);
  const bool is_saved = !outputs.save.empty();
  return {.options = std::move(options), .hashes_files = hashes_files, .notes_seen = is_saved};
}

TrainRequest completed(TrainRequest request, const Table& table) {
  if (request.options.preset_waits) complete_preset(request.options, facts_of(table));
  return request;
}

}  // namespace nntrain
