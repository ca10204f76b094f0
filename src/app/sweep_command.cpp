
#include "app/commands.hpp"
#include "app/page_file.hpp"
#include "app/sweep_options.hpp"
#include "app/sweep_result.hpp"
#include "app/sweep_run.hpp"
#include "base/output.hpp"

namespace nntrain {
namespace {

ExitCode run_sweep_command(const Arguments& arguments, FlagPlaces& places) {
  const SweepOptions options = read_sweep_options(arguments, places);
  if (!options.train.outputs.quiet) {
    for (const std::string& warning : options.train.warnings) print_warning(warning);
  }
  if (options.is_dry_run) {
    write_standard_output(dry_run_text(options));
    return ExitCode::kDone;
  }
  return with_page(options.train.outputs, "sweep",
                   [&] { return options.merge.empty() ? run_sweep(options) : merge_sweep(options); });
}

}  // namespace

Command sweep_command() {
  return {"sweep", with_flags<SweepOptions, sweep_flags>, run_sweep_command};
}

}  // namespace nntrain
