#include "app/train_options.hpp"

#include "report/terminal_line.hpp"

namespace nntrain {

bool shows_progress(const Outputs& outputs) {
  const bool wanted = outputs.progress == ProgressMode::kAlways ||
                      (outputs.progress == ProgressMode::kAuto && standard_error_is_terminal());
  return wanted && !outputs.quiet;
}

}  // namespace nntrain
