#include "app/train_command.hpp"

#include "app/read_options.hpp"
#include "app/train_flags.hpp"
#include "app/train_run.hpp"

namespace nntrain {

ExitCode train_command(const Arguments& arguments) {
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  const std::optional<SavedCheckpoint> from = read_options(arguments, flags, options);
  return run_training(options, flags, from ? &*from : nullptr,
                      [&options](const RunResult& result, const Telling& telling) {
                        tell(result, telling);
                        draw({&result.model, result.results, history_of(result), options.plot.features},
                             options.plot.request);
                        return exit_code(result);
                      });
}

}  // namespace nntrain
