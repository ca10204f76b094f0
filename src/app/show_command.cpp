#include "app/show_command.hpp"

#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "report/model_summary.hpp"

namespace nntrain {

FlagTable show_flags(ShowOptions& options) {
  FlagTable table("show");
  table.group("Model");
  add_model_flag(table, options.model);
  table.group("Output");
  table.add_choice<WeightsMode>(
      {"weights", "", "print the weights; auto: up to 200 of them"}, options.weights,
      {{"auto", WeightsMode::kAuto}, {"none", WeightsMode::kNone}, {"full", WeightsMode::kFull}});
  return table;
}

ExitCode show_command(const Arguments& arguments) {
  ShowOptions options;
  parse_command_line(arguments, show_flags(options));
  if (options.model.empty())
    throw UsageError("there is no model: what is to be shown?", "name its file:  nntrain show FILE");
  write_standard_output(model_summary(read_model(options.model), options.model, options.weights));
  return ExitCode::kDone;
}

}  // namespace nntrain
