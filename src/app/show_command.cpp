#include <string>

#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "report/model_summary.hpp"
#include "report/outputs.hpp"

namespace nntrain {
namespace {

struct ShowOptions {
  std::string model;
  WeightsMode weights = WeightsMode::kAuto;
  std::string config;
};

FlagTable show_flags(ShowOptions& options) {
  FlagTable table("show");
  table.group("Model");
  add_model_flag(table, options.model);
  table.group("Output");
  table.add_choice({"weights", "", "print the weights; auto: up to 200 of them"}, options.weights);
  add_config_flag(table, options.config);
  return table;
}

/// Prints how a saved model was made, and what it holds.
ExitCode run_show(const Arguments& arguments, FlagPlaces& places) {
  ShowOptions options;
  read_flags(arguments, show_flags(options), places);
  if (options.model.empty())
    throw UsageError("the model is missing: which one to show?", "name its file:  nntrain show FILE");
  write_standard_output(model_summary(read_model(options.model), options.model, options.weights));
  return ExitCode::kDone;
}

}  // namespace

Command show_command() {
  return {"show", with_flags<ShowOptions, show_flags>, run_show};
}

}  // namespace nntrain
